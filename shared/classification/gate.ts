import type { ReportText } from './verdict.ts';

/** Beginnings of words, and Han signs, one of which every naming of a side contains. */
const RU =
  /russia|russo|moscow|kremlin|putin|lavrov|mishustin|shoigu|medvedev|gazprom|rosneft|rosatom|belousov|patrushev|vladivostok|roscosmos|sberbank|novatek|yeltsin|peskov|volodin|matvi|duma|sukhoi|novak|ruble|petersburg|росси|москв|москов|кремл|путин|лавров|мишустин|рф|шойгу|медведев|белоусов|русск|газпром|роснефт|росатом|патрушев|володин|матвиенко|владивосток|дум|роскосмос|новак|минобороны|ельцин|сбербанк|новатэк|втб|俄|普京|普丁|莫斯科|克里姆林|拉夫罗夫|米舒斯京|梅德韦杰夫|绍伊古|叶利钦/i;
const CN =
  /chin(?:a|ese)|beijing|\bxi\b|wang yi|li qiang|li keqiang|qin gang|sino|shanghai|huawei|hu jintao|jiang zemin|wen jiabao|\bpla\b|cnpc|sinopec|prc\b|harbin|unionpay|li hui|dong jun|li shangfu|hong kong|zhang youxia|кита|кнр|пекин|цзиньпин|ван и|(?<![а-я])си(?![а-я])|ли цян|кэцян|поднебесн|шанха|ноак|харбин|гонконг|хуавэй|цзиньтао|цзэминь|цзябао|中|习|習|北京|华|華|我国|我國|我军|王毅|李强|李強|李克强|解放军|国务院|丁薛祥|韩正|赵乐际|上海|哈尔滨|央视|元首|栗战书|汪洋|张高丽|温家宝|胡锦涛|海关总署|公安部|国防部|外交部/i;
const LONGEST = 1100;

/** A cheap test that most items fail: does the text name anything of each side? */
export const passesGate = ({ title, summary }: ReportText): boolean => {
  const text = `${title} ${summary}`.slice(0, LONGEST);
  return RU.test(text) && CN.test(text);
};
