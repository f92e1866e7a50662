import { DomUtils, parseDocument } from 'htmlparser2';

/** What a reader of the markup meets, in its order. */
export const readHtml = (html: string) => {
  const document = parseDocument(html);
  const all = (name: string) => DomUtils.getElementsByTagName(name, document, true);
  const textOf = (name: string) =>
    all(name).map((node) => DomUtils.textContent(node).replace(/\s+/g, ' ').trim());
  const body = all('body')[0];
  return {
    links: all('a').map(({ attribs }) => attribs.href ?? ''),
    names: new Set(DomUtils.getElementsByTagName('*', document, true).map(({ name }) => name)),
    textOf,
    text: body ? DomUtils.textContent(body) : '',
    tables: all('table').map((table) => ({
      role: table.attribs.role,
      scopes: DomUtils.getElementsByTagName('th', table, false).map(({ attribs }) => attribs.scope),
    })),
  };
};

export const eventLinks = (links: string[]): string[] => links.filter((link) => link.includes('/events/'));
