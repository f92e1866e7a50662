import type { FC } from 'hono/jsx';
import { Category, EVENT_TYPES } from '../../../shared/classification/verdict.ts';
import type { Accuracy } from '../accuracy.ts';
import { Page } from './layout.tsx';
import { Rich } from './rich.tsx';
import { Scroll } from './scroll.tsx';
import { languageName, strings, typeName } from './strings.ts';

const words = strings.method;

const Codebook: FC = () => (
  <Scroll label={words.columns.takes}>
    <table>
      <thead>
        <tr>
          <th scope="col">{words.columns.category}</th>
          <th scope="col">{words.columns.kind}</th>
          <th scope="col">{words.columns.takes}</th>
        </tr>
      </thead>
      <tbody>
        {Category.options.flatMap((category) =>
          EVENT_TYPES[category].map((type, index) => (
            <tr>
              <td>{index === 0 && <span class={`cat ${category}`}>{strings.categories[category]}</span>}</td>
              <th scope="row">{typeName(type)}</th>
              <td>{words.meanings[type]}</td>
            </tr>
          )),
        )}
      </tbody>
    </table>
  </Scroll>
);

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

const Figures: FC<{ set: Accuracy['sets'][number] }> = ({ set }) => (
  <section>
    <h3>{set.name}</h3>
    <p>
      {set.items} items{set.from && set.to ? `, ${set.from} to ${set.to}` : ''}. {set.labelled}
      {set.seen && ` ${words.flattering}`}
    </p>
    <Scroll label={set.name}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.columns.measure}</th>
            <th scope="col">{words.columns.language}</th>
            <th scope="col" class="n">
              {words.columns.value}
            </th>
            <th scope="col" class="n">
              {words.columns.interval}
            </th>
            <th scope="col" class="n">
              {words.columns.cases}
            </th>
          </tr>
        </thead>
        <tbody>
          {set.figures.map(({ measure, lang, value, interval, of }) => (
            <tr>
              <th scope="row">{measure}</th>
              <td>{lang === 'all' ? 'all' : languageName(lang)}</td>
              <td class="n">{percent(value)}</td>
              <td class="n">{interval ? `${percent(interval.low)} – ${percent(interval.high)}` : '–'}</td>
              <td class="n">{of}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  </section>
);

const AccuracyPart: FC<{ accuracy: Accuracy }> = ({ accuracy }) => (
  <>
    <h2 id="accuracy">{words.heads.accuracy}</h2>
    {accuracy.sets.length === 0 ? (
      <p>{words.unmeasured}</p>
    ) : (
      <>
        {accuracy.sets.map((set) => (
          <Figures set={set} />
        ))}
        {accuracy.limits.length > 0 && (
          <>
            <h3>{words.limits}</h3>
            <ul>
              {accuracy.limits.map((limit) => (
                <li>{limit}</li>
              ))}
            </ul>
          </>
        )}
      </>
    )}
    <p class="small soft">
      Lexicon {accuracy.lexiconVersion}, model {accuracy.modelVersion}
      {accuracy.measuredOn && `, measured on ${accuracy.measuredOn}`}. As data:{' '}
      <a href="/v1/accuracy">/v1/accuracy</a>.
    </p>
  </>
);

export const MethodPage: FC<{ accuracy: Accuracy; baseUrl: string }> = ({ accuracy, baseUrl }) => (
  <Page
    title={`${strings.nav['/method']} – Amur`}
    description={words.description}
    path="/method"
    baseUrl={baseUrl}
  >
    <h1>{strings.nav['/method']}</h1>
    <p class="deck">{words.deck}</p>
    <h2 id="counts">{words.heads.counts}</h2>
    <p>
      <Rich
        text={words.counts}
        parts={{ tracks: <a href="/tracks">{strings.nav['/tracks'].toLowerCase()}</a> }}
      />
    </p>
    <Codebook />
    <h2 id="found">{words.heads.found}</h2>
    <p>{words.foundItems}</p>
    <p>{words.foundJoined}</p>
    <h2 id="sure">{words.heads.sure}</h2>
    <p>{words.sure}</p>
    <h2 id="charts">{words.heads.charts}</h2>
    <p>{words.charts}</p>
    <AccuracyPart accuracy={accuracy} />
    <h2 id="errors">{words.heads.errors}</h2>
    <p>{words.errors}</p>
  </Page>
);
