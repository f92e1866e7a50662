import type { FC, PropsWithChildren } from 'hono/jsx';
import { CATEGORY_COLOURS } from '../classification/category-colours.ts';

const coloured = (paper: 'light' | 'dark'): string =>
  Object.entries(CATEGORY_COLOURS)
    .map(
      ([category, { [paper]: colour }]) =>
        `.${category}{color:${colour}}.bar .${category}{background:${colour}}`,
    )
    .join('');

// Some mail programs drop `body` with its style, so that the table within has it too.
const STYLE = `
:root{color-scheme:light dark}
body{margin:0;padding:0}body,.paper{background:#fbfaf6;color:#1c1b19;font-family:Georgia,'Times New Roman',serif;font-size:17px;line-height:1.45}
.sheet{max-width:640px}.name{font-size:30px;font-weight:bold;line-height:1.1;margin:0}.motto{font-style:italic;color:#55514a;margin:0 0 8px}
.rule{border-top:3px double #1c1b19;padding-top:16px}
a{color:#0b4a82}h1{font-size:28px;line-height:1.15;margin:0 0 6px}h2{font-size:20px;line-height:1.2;margin:34px 0 8px;padding-top:10px;border-top:1px solid #1c1b19}
h3{font-size:18px;line-height:1.3;margin:20px 0 3px}h3.lead{font-size:24px;line-height:1.2}h3 a{color:#1c1b19;text-decoration:none}
p{margin:4px 0;word-break:break-word}h1,h3{word-break:break-word}.deck{font-size:19px;margin:10px 0 14px}.meta{font-size:14px;color:#55514a}.why{font-size:15px;font-style:italic}
.counts{border-collapse:collapse;width:100%}.counts caption{text-align:left;padding-bottom:4px}.counts th,.counts td{text-align:left;font-size:14px;font-weight:normal;padding:4px 12px 4px 0;border-bottom:1px solid #d8d3c7}
${coloured('light')}.counts .bar td{padding:0;border:0;font-size:10px;line-height:14px}
.button{display:inline-block;background:#1c1b19;color:#fbfaf6;padding:12px 22px;text-decoration:none;font-weight:bold;margin:12px 0}.foot{margin-top:40px;padding-top:12px;border-top:3px double #1c1b19}
@media (prefers-color-scheme:dark){body,.paper{background:#171614;color:#edeae3}a{color:#8fc3ff}h3 a{color:#edeae3}.button{background:#edeae3;color:#171614}.meta,.motto{color:#bab4a8}.rule,h2,.foot{border-color:#8a857b}.counts th,.counts td{border-color:#3d3a35}${coloured('dark')}}
@media (max-width:420px){body,.paper{font-size:16px}h1{font-size:24px}h3.lead{font-size:21px}.counts th,.counts td{padding-right:8px}}`;

/**
 * The sheet of every mail: tables for layout, one narrow column, the name at the top; light and dark.
 * `preview` is what lists of mails show beside the subject; the mail itself does not.
 */
export const MailSheet: FC<PropsWithChildren<{ title: string; preview?: string }>> = ({
  title,
  preview,
  children,
}) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="supported-color-schemes" content="light dark" />
      <title>{title}</title>
      <style dangerouslySetInnerHTML={{ __html: STYLE.replaceAll('\n', '') }} />
    </head>
    <body>
      {preview && (
        <div class="preview" style="display:none">
          {preview}
        </div>
      )}
      <table role="presentation" width="100%" cellpadding="0" cellspacing="0" class="paper">
        <tr>
          <td align="center">
            <table role="presentation" width="100%" cellpadding="16" cellspacing="0" class="sheet">
              <tr>
                <td align="left">
                  <p class="name">Amur</p>
                  <p class="motto">What Russia and China do together, each week</p>
                  {children}
                </td>
              </tr>
            </table>
          </td>
        </tr>
      </table>
    </body>
  </html>
);
