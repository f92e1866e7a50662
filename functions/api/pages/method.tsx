import type { FC } from 'hono/jsx';
import { Category, EVENT_TYPES } from '../../../shared/classification/verdict.ts';
import type { Accuracy } from '../accuracy.ts';
import { Page } from './layout.tsx';
import { languageName, strings, typeName } from './strings.ts';

const MEANING: Record<string, string> = {
  joint_exercise: 'drills and army games of both',
  joint_patrol: 'ships or aircraft of both on the move together',
  arms_transfer: 'weapons, equipment, or goods for military use, from one to the other',
  port_visit: 'warships of one in a port of the other',
  military_talks: 'defence ministers, general staffs, military commissions',
  trade_figures: 'a figure for the trade between the two, up or down',
  energy: 'oil, gas, coal, power, nuclear fuel and plants',
  payment_currency: 'settlement in the two currencies, cards, bonds, links of banks',
  technology: 'chips, telecommunications, space, aircraft',
  infrastructure: 'bridges, rails, ports, crossings',
  investment: 'joint ventures, plants, stakes, funds, market entries',
  mobility: 'visas, flights, tourism agreements',
  economic_talks: 'commissions, business forums, deputy premiers on the economy',
  summit: 'heads of state or government meet',
  visit: 'any other official trip',
  call: 'by telephone or video',
  joint_statement: 'a text of both',
  un_vote: 'both veto, vote or abstain alike',
  ministerial_talks: 'foreign ministers, parliaments, parties, security councils',
  agreement: 'a document, pact or plan is signed or agreed',
  multilateral: 'both take part in a group of states',
  aid: 'humanitarian help',
  message: 'telegrams and letters; hidden unless asked for',
};

const Codebook: FC = () => (
  <div class="scroll">
    <table>
      <thead>
        <tr>
          <th scope="col">Category</th>
          <th scope="col">Kind of act</th>
          <th scope="col">What it takes</th>
        </tr>
      </thead>
      <tbody>
        {Category.options.flatMap((category) =>
          EVENT_TYPES[category].map((type, index) => (
            <tr>
              <td>{index === 0 && <span class={`cat ${category}`}>{strings.categories[category]}</span>}</td>
              <th scope="row">{typeName(type)}</th>
              <td>{MEANING[type]}</td>
            </tr>
          )),
        )}
      </tbody>
    </table>
  </div>
);

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

const Figures: FC<{ set: Accuracy['sets'][number] }> = ({ set }) => (
  <section>
    <h3>{set.name}</h3>
    <p>
      {set.items} items{set.from && set.to ? `, ${set.from} to ${set.to}` : ''}. {set.labelled}
      {set.seen && ' The rules were developed on it, so these figures flatter.'}
    </p>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">Measure</th>
            <th scope="col">Language</th>
            <th scope="col" class="n">
              Value
            </th>
            <th scope="col" class="n">
              95 % interval
            </th>
            <th scope="col" class="n">
              Cases
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
    </div>
  </section>
);

const AccuracyPart: FC<{ accuracy: Accuracy }> = ({ accuracy }) => (
  <>
    <h2 id="accuracy">How accurate it is</h2>
    {accuracy.sets.length === 0 ? (
      <p>The running version has not been measured on this installation.</p>
    ) : (
      <>
        {accuracy.sets.map((set) => (
          <Figures set={set} />
        ))}
        {accuracy.limits.length > 0 && (
          <>
            <h3>Limits</h3>
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
    title="Method – Amur"
    description="What counts as an event, how it is found, how sure it is, and how accurate that is."
    path="/method"
    baseUrl={baseUrl}
  >
    <h1>Method</h1>
    <p class="deck">
      What counts as an event, how it is found, how sure it is, and what the figures do not say. Every
      decision can be looked up on the page of its event.
    </p>
    <h2 id="counts">What counts</h2>
    <p>
      A concrete act, done, under way, officially planned or credibly alleged, in which a Russian and a
      Chinese side act together, deal with each other, or one does something for the other. It must be a main
      fact of the report. Praise, opinion, parallel acts and the reactions of other countries do not count;
      frictions, statements and charges by others are kept on <a href="/tracks">side tracks</a>.
    </p>
    <Codebook />
    <h2 id="found">How it is found</h2>
    <p>
      Each item of each feed is looked at once. Rules find the parties, the words of an act, who acts with
      whom, and what speaks against it; learnt weights turn them into a probability. From one half on, an item
      is taken as the report of an event. The page of the event shows each reason with its weight and the
      words it rests on.
    </p>
    <p>
      Reports of the same event are joined by who acts, when, where and in what kind of act, across languages.
      When in doubt they are left apart. Dates come from the text of the reports; where none states one, the
      day of publication stands in, and the page says so.
    </p>
    <h2 id="sure">How sure</h2>
    <p>
      An event is called confirmed when one report reaches 90 per cent or two independent outlets tell it.
      Copies of one text count once. “State media only so far” means that no other outlet has told it.
    </p>
    <h2 id="charts">What the charts say and do not say</h2>
    <p>
      The article, the chronology and the live record are gathered in different ways. Their counts are never
      added up or compared with each other. Stretches that no source covers are hatched: nothing is known of
      them, which is not the same as nothing having happened. More reports are no proof of more cooperation;
      the lines of leaders’ meetings, named drills and patrols are the ones whose years can be compared.
    </p>
    <AccuracyPart accuracy={accuracy} />
    <h2 id="errors">Report an error</h2>
    <p>
      Give the address of the event, what is wrong, and a source, to whoever runs this installation. A
      correction is kept with its reason and outlives every later report; the old address leads to what became
      of the event.
    </p>
  </Page>
);
