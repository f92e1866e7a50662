declare module 'rss-parser/lib/utils.js' {
  const utils: { stripHtml(text: string): string };
  export default utils;
}
