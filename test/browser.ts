import { type Browser, chromium as driver } from 'playwright-core';

/**
 * The browser that comes with npm. It is told to be in Lambda before it is loaded, so that it brings its own libraries
 * and needs none of the system's. It runs as one process and ends with its first page: one launch for each page.
 */
export const launchBrowser = async (): Promise<Browser> => {
  process.env.AWS_LAMBDA_JS_RUNTIME = 'nodejs24.x';
  const { default: chromium } = await import('@sparticuz/chromium');
  return driver.launch({
    executablePath: await chromium.executablePath(),
    args: chromium.args,
    headless: true,
  });
};
