import type { Language, ReportStatus } from './verdict.ts';

/** Words of modality near the act; the first list that matches decides. */
const MODALITY: Record<Language, [ReportStatus, RegExp][]> = {
  en: [
    [
      'alleged',
      /\b(?:reportedly|alleged(?:ly)?|leaked|secretly|intelligence|documents? (?:show|reveal)|accus\w+|sources say|Ukraine says|US says|investigation)\b/i,
    ],
    [
      'expected',
      /\b(?:expected to|plans?|planning|preparing|could (?:visit|travel|meet)|may (?:visit|travel|meet)|considering|in talks|aims? to|hopes? to|possible|proposed|discuss(?:es|ed)? (?:\w+ ){0,4}project)\b/i,
    ],
    [
      'announced',
      /\b(?:will|to (?:visit|meet|hold|attend|travel|host|sign|sell|supply|supplies|deliver|build|launch|join|start|begin|open|receive|conduct|stage|take part|discuss|speak|talk|create|buy|increase|boost|expand|resume)|set to|due to|next (?:week|month|year)|upcoming|scheduled|invit(?:es|ed)|announce[sd]?|ahead of|tomorrow|on the agenda|heads? (?:to|for)|is going to)\b/i,
    ],
    [
      'under way',
      /\b(?:begins?|began|begun|start(?:s|ed)?|kick(?:s|ed)? off|launch(?:es|ed)?|open(?:s|ed)?|under ?way|arriv(?:es|ed|ing)|are holding|is holding|hold|continues?|ongoing|live|lands?|being|scrambles?|visiting|welcomes?|today)\b/i,
    ],
  ],
  ru: [
    ['alleged', /якобы|по данным (?:разведки|СМИ)|предположительно|утечк|расследовани/i],
    [
      'expected',
      /ожида(?:ется|ют)|планиру|может (?:посетить|состояться)|возможн|рассматрива|готовится|намерен/i,
    ],
    [
      'announced',
      /посетит|состоится|пройд[её]т|проведут|проведет|встретится|прибудет|примет участие|отправится|подпишут|подпишет|будет|будут|запланирован|предстоящ|накануне|в преддверии|начн[её]тся|начнутся|объяв|на следующей неделе|завтра|обсудят|обсудит|введ[её]т/i,
    ],
    [
      'under way',
      /начал(?:ись|ся|ась|и|ось)|стартова|проход(?:ит|ят)|прибыл|открыл(?:ся|ась|ись)|продолжа|проводит|ид[уе]т|прилетел|провод[ия]т/i,
    ],
  ],
  zh: [
    ['alleged', /据称|据报道称|疑似|涉嫌|泄露|指控|情报/],
    ['expected', /预计|计划|拟|可能|有望|或将/],
    [
      'announced',
      /将(?:于|对|赴|出席|访|同|与|在|举行|会见|应邀|分阶段)?|即将|明天|宣布|下周|前夕|应.{0,24}邀请.{0,30}将/,
    ],
    ['under way', /开始|抵达|开幕|启动|正在|拉开帷幕|举行中|开通|今天起/],
  ],
};

const FINISHED: Record<Language, RegExp> = {
  en: /\b(?:ended|ends|concluded?s?|completed?s?|signed|signs|met|held|wraps? up|returned|finished|agreed|delivered|rose|fell|grew|hit|leaves|left|departed|after (?:talks|meeting|visit)|sent|vetoed|congratulates?d?)\b/i,
  ru: /заверш|подписа|провел[аи]?(?!\p{L})|состоял|встретил|прошл[аои]|прошел|закончил|выросл?|снизил|достиг|обсудил|поздравил|договорил/iu,
  zh: /签署|结束|圆满|完成|举行了|会见|通电话|会谈|落幕|闭幕|致(?:电|信|贺)|成功/,
};

/**
 * How firmly the act is told. Modality is read in the headline first; a finished act outweighs the start of another,
 * and a plan outweighs both where the headline speaks of it.
 */
export const statusOf = (title: string, summary: string, language: Language): ReportStatus => {
  const inTitle = firstMatch(title, language);
  const done = FINISHED[language].test(title);
  if (inTitle === 'under way' && done) return 'done';
  if (inTitle) return inTitle;
  if (done || language === 'zh')
    return done ? 'done' : (firstMatch(summary.slice(0, 80), language) ?? 'done');
  const first = firstMatch(summary.slice(0, 200), language);
  return first === 'announced' || first === 'alleged' ? first : 'done';
};

const firstMatch = (text: string, language: Language): ReportStatus | undefined =>
  MODALITY[language].find(([, words]) => words.test(text))?.[0];
