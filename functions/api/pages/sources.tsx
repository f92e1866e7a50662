import type { FC } from 'hono/jsx';
import { freshnessOf, type SourceHealth } from '../health.ts';
import { Page } from './layout.tsx';
import { languageName, strings, tierName } from './strings.ts';

const words = strings.sources;

/** What tells two feeds of one outlet apart: the words that an aggregator is asked for, or the address. */
const feedName = (address: string): string => {
  const { hostname, pathname, searchParams } = new URL(address);
  const asked = searchParams.get('q') ?? searchParams.get('query');
  return asked ? `“${asked}”` : `${hostname.replace(/^www\./, '')}${pathname}`;
};

const Row: FC<{ source: SourceHealth }> = ({ source }) => (
  <tr>
    <th scope="row">
      {source.outlet}
      <span class="feed">{feedName(source.url)}</span>
    </th>
    <td>{tierName(source.group)}</td>
    <td class={source.state === 'failing' ? 'wrong' : ''}>{source.words}</td>
  </tr>
);

const byLanguage = (sources: SourceHealth[]): [string, SourceHealth[]][] =>
  [...new Set(sources.map(({ lang }) => lang))].map((lang) => [
    lang,
    sources.filter((source) => source.lang === lang).toSorted((a, b) => a.outlet.localeCompare(b.outlet)),
  ]);

export const SourcesPage: FC<{ sources: SourceHealth[]; now: Date; baseUrl: string }> = ({
  sources,
  now,
  baseUrl,
}) => {
  const { on, answering, failing } = freshnessOf(sources, now);
  return (
    <Page
      title={`${strings.nav['/sources']} – Amur`}
      description={words.description}
      path="/sources"
      baseUrl={baseUrl}
    >
      <h1>{strings.nav['/sources']}</h1>
      <p class="deck">{words.deck(on, answering, failing)}</p>
      {byLanguage(sources).map(([lang, rows]) => (
        <>
          <h2>{words.inLanguage(languageName(lang))}</h2>
          <div class="scroll">
            <table>
              <thead>
                <tr>
                  <th scope="col">{words.outlet}</th>
                  <th scope="col">{words.whoRuns}</th>
                  <th scope="col">{words.howItDoes}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((source) => (
                  <Row source={source} />
                ))}
              </tbody>
            </table>
          </div>
        </>
      ))}
    </Page>
  );
};
