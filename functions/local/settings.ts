import * as z from 'zod';
import type { MailSettings } from '../../shared/digest/personal-mail.ts';
import { loadEnv } from '../../shared/platform/env.ts';
import { NOTICES_AN_HOUR } from '../../shared/subscriptions/send-notice.ts';

const SETTINGS = {
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  AMUR_DATA_DIR: z.string().default('.amur'),
  AMUR_SOURCES: z.string().optional(),
  AMUR_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  AMUR_POLL: z.enum(['on', 'off']).default('on'),
  AMUR_RATE_LIMIT: z.coerce.number().int().min(0).default(6000),
  AMUR_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  AMUR_MAIL_FROM: z.string().max(200).default('Amur <digest@example.org>'),
  AMUR_LIST_ID: z.string().max(200).default('Amur weekly digest <weekly.amur.example.org>'),
  AMUR_POSTAL_ADDRESS: z.string().max(300).default('Amur, no postal address is set for this installation'),
  AMUR_NOTICES_AN_HOUR: z.coerce.number().int().min(1).default(NOTICES_AN_HOUR),
  AMUR_ALLOW_PRIVATE_HOSTS: z.enum(['0', '1']).default('0'),
};

export type Settings = {
  port: number;
  dataDir: string;
  sourcesFile: string | undefined;
  baseUrl: string;
  poll: boolean;
  /** Requests a minute and client; 0: no limit. */
  rateLimit: number;
  allowPrivateHosts: boolean;
  /** A mail server of one’s own; without it mails stay in the outbox. */
  smtpUrl: string | undefined;
  mail: MailSettings;
};

/** @throws AppError BadInput that names a setting with a wrong value. */
export const readSettings = (env: NodeJS.ProcessEnv = process.env): Settings => {
  const read = loadEnv(SETTINGS, env);
  return {
    port: read.PORT,
    dataDir: read.AMUR_DATA_DIR,
    sourcesFile: read.AMUR_SOURCES,
    baseUrl: (read.AMUR_BASE_URL ?? `http://localhost:${read.PORT}`).replace(/\/+$/, ''),
    poll: read.AMUR_POLL === 'on',
    rateLimit: read.AMUR_RATE_LIMIT,
    smtpUrl: read.AMUR_SMTP_URL,
    mail: {
      from: read.AMUR_MAIL_FROM,
      listId: read.AMUR_LIST_ID,
      postalAddress: read.AMUR_POSTAL_ADDRESS,
      noticesAnHour: read.AMUR_NOTICES_AN_HOUR,
    },
    allowPrivateHosts: read.AMUR_ALLOW_PRIVATE_HOSTS === '1',
  };
};
