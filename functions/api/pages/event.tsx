import type { FC } from 'hono/jsx';
import { dateWords } from '../../../shared/events/date-words.ts';
import type { Audit, Event, Tombstone } from '../../../shared/events/event.ts';
import type { Relation } from '../../../shared/events/related.ts';
import type { PublicChange, PublicReport } from '../presented.ts';
import { Cite } from './cite.tsx';
import { CategoryMark, machineDate, Origins, sureness, When } from './event-list.tsx';
import { Headline, SourceLink } from './headline.tsx';
import { Page } from './layout.tsx';
import { Scroll } from './scroll.tsx';
import { languageName, strings, tierName, typeName } from './strings.ts';

const words = strings.event;

export type EventPageProps = {
  event: Event;
  reports: PublicReport[];
  history: Pick<PublicChange, 'at' | 'kind' | 'why' | 'audit'>[];
  related: Relation[];
  context: string | null;
  baseUrl: string;
};

/** Nothing that is read in feeds is quite certain. */
const percent = (share: number): string => `${Math.min(99, Math.floor(share * 100))} per cent`;

const isParty = ({ side }: Event['actors'][number]): boolean => side === 'RU' || side === 'CN';

const Actors: FC<{ actors: Event['actors'] }> = ({ actors }) => (
  <>
    {actors.map(({ id, name }, index) => (
      <>
        {index > 0 && ', '}
        <a href={`/?actor=${encodeURIComponent(id)}#list`}>{name}</a>
      </>
    ))}
  </>
);

/** A range such as 20–22 stays on one line. */
const Title: FC<{ title: string }> = ({ title }) => (
  <>
    {title
      .split(/(\d{1,2}–\d{1,2}(?=\s))/)
      .map((part, index) => (index % 2 ? <span class="nb">{part}</span> : part))}
  </>
);

const Facts: FC<{ event: Event }> = ({ event }) => {
  const { from, text } = event.dateBasis;
  return (
    <dl class="facts">
      <dt>{words.when}</dt>
      <dd>
        <When event={event} />{' '}
        <span class="soft">
          ({words.basis[from]}
          {from === 'text' && text ? `: “${text}”` : ''})
        </span>
      </dd>
      {event.place && (
        <>
          <dt>{words.where}</dt>
          <dd>{event.place}</dd>
        </>
      )}
      <dt>{words.who}</dt>
      <dd>
        <Actors actors={event.actors.filter(isParty)} />
      </dd>
      {event.actors.some((actor) => !isParty(actor)) && (
        <>
          <dt>{words.others}</dt>
          <dd>
            <Actors actors={event.actors.filter((actor) => !isParty(actor))} />
          </dd>
        </>
      )}
      <dt>{words.what}</dt>
      <dd>
        <a href={`/?type=${event.type}#list`}>{typeName(event.type)}</a>{' '}
        <span class="soft">(PLOVER: {event.plover})</span>
      </dd>
      {event.series && (
        <>
          <dt>{words.series}</dt>
          <dd>
            <a href={`/?series=${encodeURIComponent(event.series)}#list`}>{event.series}</a>
            {event.ordinal ? `, number ${event.ordinal}` : ''}
          </dd>
        </>
      )}
      <dt>{words.sure}</dt>
      <dd>
        {strings.statuses[event.status]}; {sureness(event)}
        {event.reports > 0 && `; ${percent(event.confidence)}`}
      </dd>
    </dl>
  );
};

const dayWords = (day: string): string => dateWords(day.slice(0, 10), day.slice(0, 10), 'day');

const Ladder: FC<{ event: Event }> = ({ event: { ladder } }) =>
  ladder.length > 0 ? (
    <>
      <h2>{words.ladder}</h2>
      <ol class="ladder">
        {ladder.map(({ status, on, outlet }) => (
          <li>
            <strong>{strings.statuses[status]}</strong>
            <p class="meta">
              <time datetime={on}>{dayWords(on)}</time>, {outlet}
            </p>
          </li>
        ))}
      </ol>
    </>
  ) : null;

const signed = (weight: number): string => `${weight < 0 ? '−' : '+'}${Math.abs(weight).toFixed(2)}`;

const Reasons: FC<{ report: PublicReport }> = ({ report }) => (
  <details>
    <summary>
      {words.why}: {percent(report.confidence)}
    </summary>
    <table>
      <thead>
        <tr>
          <th scope="col" class="n">
            Weight
          </th>
          <th scope="col">Reason</th>
          <th scope="col">Words</th>
        </tr>
      </thead>
      <tbody>
        {report.reasons.map(({ kind, rule, text, weight, field }) => (
          <tr>
            <td class="n">{signed(weight)}</td>
            <td>
              {words.kinds[kind]}: {rule}
            </td>
            <td lang={report.lang} dir="auto">
              {field === 'title' ? text : ''}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
    <p class="small soft">
      The weights add up to the score. Lexicon {report.lexiconVersion}, model {report.modelVersion}.
    </p>
  </details>
);

const Source: FC<{ report: PublicReport }> = ({ report }) => (
  <li class="report">
    <p class="h">
      <Headline report={report} />
    </p>
    <p class="meta">
      <strong>{report.outlet}</strong>, {tierName(report.tier)}, in {languageName(report.lang)},{' '}
      <time datetime={report.published ?? report.firstSeen}>
        {dayWords(report.published ?? report.firstSeen)}
      </time>
    </p>
    <Reasons report={report} />
  </li>
);

const Brief: FC<{ report: PublicReport }> = ({ report }) => (
  <li class="report">
    <Headline report={report} plain />
    <p class="meta">
      {report.outlet}, {tierName(report.tier)}, {dayWords(report.published ?? report.firstSeen)}
    </p>
  </li>
);

const SHOWN = 6;

const Sources: FC<{ reports: PublicReport[] }> = ({ reports }) => (
  <>
    <h2>{words.sources}</h2>
    {reports.length === 0 ? (
      <p>{words.noReports}</p>
    ) : (
      <p class="small soft">
        Headlines in their own language. Underlined are the words that counted:{' '}
        <mark class="actor">a party</mark>, <mark class="trigger">an act</mark>,{' '}
        <mark class="relation">who acts with whom</mark>, <mark class="cue">what speaks for or against</mark>.
      </p>
    )}
    <ul class="plain">
      {reports.slice(0, SHOWN).map((report) => (
        <Source report={report} />
      ))}
    </ul>
    {reports.length > SHOWN && (
      <details>
        <summary>{reports.length - SHOWN} more reports</summary>
        <ul class="plain">
          {reports.slice(SHOWN).map((report) => (
            <Brief report={report} />
          ))}
        </ul>
      </details>
    )}
  </>
);

const Tellings: FC<{ event: Event }> = ({ event: { tellings } }) =>
  tellings.length > 0 ? (
    <>
      <h2>{words.told}</h2>
      <ul class="plain">
        {tellings.map(({ origin, ref, text, sourceUrl }) => (
          <li class="report">
            <span class={`tag ${origin}`}>{strings.origins[origin]}</span>
            {text}
            <p class="meta">
              {origin === 'article' && (
                <>
                  <a href={`/article#claim-${ref}`}>Claim {ref} of the article</a>;{' '}
                </>
              )}
              read at <SourceLink url={sourceUrl} />
            </p>
          </li>
        ))}
      </ul>
    </>
  ) : null;

const Disagreements: FC<{ event: Event }> = ({ event: { disagreements } }) =>
  disagreements.length > 0 ? (
    <>
      <h2>{words.differ}</h2>
      <Scroll label={words.differ}>
        <table>
          <tbody>
            {disagreements.flatMap(({ field, values }) =>
              values.map(({ value, outlets }, index) => (
                <tr>
                  {index === 0 && (
                    <th scope="row" rowspan={values.length}>
                      {words.fields[field]}
                    </th>
                  )}
                  <td>{field === 'type' ? typeName(value) : value}</td>
                  <td>{outlets.join(', ')}</td>
                </tr>
              )),
            )}
          </tbody>
        </table>
      </Scroll>
    </>
  ) : null;

const Related: FC<Pick<EventPageProps, 'related'>> = ({ related }) =>
  related.length > 0 ? (
    <>
      <h2>{words.related}</h2>
      <ul>
        {related.map(({ kind, id, title }) => (
          <li>
            {words.links[kind]}: <a href={`/events/${id}`}>{title}</a>
          </li>
        ))}
      </ul>
    </>
  ) : null;

const setWords = (audit: Audit | undefined): string => {
  const fields = Object.entries(audit?.set ?? {});
  return fields.length === 0
    ? ''
    : ` (${fields.map(([field, value]) => `${field}: ${value ?? 'none'}`).join('; ')})`;
};

const History: FC<Pick<EventPageProps, 'event' | 'history'>> = ({ event, history }) => (
  <>
    <h2>{words.history}</h2>
    <p>
      First published here on <time datetime={event.firstSeen}>{dayWords(event.firstSeen)}</time>, last
      changed on <time datetime={event.updatedAt}>{dayWords(event.updatedAt)}</time>.
    </p>
    <details>
      <summary>
        {history.length} {history.length === 1 ? 'change' : 'changes'}
      </summary>
      <ul class="plain">
        {history.slice(-50).map(({ at, kind, why, audit }) => (
          <li class="small">
            <time datetime={at}>{at.slice(0, 16).replace('T', ' ')}</time>{' '}
            {audit ? words.byHand[audit.action] : kind}: {why}
            {setWords(audit)}
          </li>
        ))}
      </ul>
    </details>
  </>
);

const jsonLdOf = ({ event, reports, baseUrl }: EventPageProps) => ({
  '@context': 'https://schema.org',
  '@type': 'WebPage',
  name: event.title,
  url: `${baseUrl}/events/${event.id}`,
  dateModified: event.updatedAt,
  about: {
    '@type': 'Event',
    name: event.title,
    startDate: machineDate(event),
    endDate: event.eventEnd,
    ...(event.place && { location: { '@type': 'Place', name: event.place } }),
  },
  citation: reports.slice(0, 20).map(({ title, url, outlet, published, lang }) => ({
    '@type': 'NewsArticle',
    headline: title,
    inLanguage: lang,
    ...(url && { url }),
    publisher: { '@type': 'Organization', name: outlet },
    ...(published && { datePublished: published }),
  })),
});

export const EventPage: FC<EventPageProps> = (props) => {
  const { event, reports, baseUrl } = props;
  const path = `/events/${event.id}`;
  return (
    <Page
      title={`${event.title} – Amur`}
      description={`${event.title}: what happened, who says so, and how sure it is.`}
      path={path}
      baseUrl={baseUrl}
      jsonLd={jsonLdOf(props)}
    >
      <p class="eyebrow">
        <CategoryMark event={event} />
        <Origins event={event} />
      </p>
      <h1>
        <Title title={event.title} />
      </h1>
      {props.context && <p class="deck">{props.context}</p>}
      <Facts event={event} />
      <Ladder event={event} />
      <Tellings event={event} />
      <Sources reports={reports} />
      <Disagreements event={event} />
      <Related related={props.related} />
      <History event={event} history={props.history} />
      <Cite event={event} address={`${baseUrl}${path}`} />
      <p class="small soft">
        {words.wrong} <a href="/method#errors">{words.report}</a>. As data:{' '}
        <a href={`/v1/events/${event.id}`}>JSON</a>.
      </p>
    </Page>
  );
};

export const RetractedPage: FC<{ tombstone: Tombstone; baseUrl: string }> = ({ tombstone, baseUrl }) => (
  <Page
    title={`${words.retracted} – Amur`}
    description={`${words.retracted}.`}
    path={`/events/${tombstone.id}`}
    baseUrl={baseUrl}
    unlisted
  >
    <h1>{words.retracted}</h1>
    <p>Reason: {tombstone.reason}</p>
    <p class="soft">
      Retracted on <time datetime={tombstone.at}>{dayWords(tombstone.at)}</time>. Its id is never used again.
    </p>
  </Page>
);
