import { decodeXML } from 'entities';
import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2';

export type Attributes = Readonly<Record<string, string>>;

/** How an element ended: by its own tag, because an outer one was closed, or because the text was over. */
export type Ending = 'closed' | 'implied' | 'cut off';

export type XmlHandler = {
  /** While false, texts are passed over without a copy. */
  wantsText: boolean;
  /** Set to stop reading. */
  done: boolean;
  open(name: string, attributes: Attributes): void;
  text(text: string): void;
  close(name: string, ending: Ending): void;
};

const NONE: Attributes = Object.freeze(Object.create(null));
const MOST_ATTRIBUTES = 50; // of one element; real feeds have some ten

/**
 * Hands out elements and texts of XML however broken: a closing tag that nothing opened is passed over, one that closes
 * an outer element closes what is open inside. Names come in lower case, texts and values with XML's own entities read;
 * no other entity is ever read, declared or not. The time is linear in the input whatever its depth.
 */
export const readXml = (xml: string, handler: XmlHandler): void => {
  const tags = new Tags(xml, handler);
  const tokenizer = new Tokenizer({ xmlMode: true, decodeEntities: false }, tags);
  tags.stop = () => tokenizer.pause();
  tokenizer.write(xml);
  tokenizer.end();
  tags.cutOff();
};

/** The library's own element stack is quadratic in the depth; this one counts what is open under each name. */
class Tags implements TokenizerCallbacks {
  stop = (): void => {};
  private readonly stack: string[] = [];
  private readonly opened = new Map<string, number>();
  private readonly lower = new Map<string, string>();
  private readonly xml: string;
  private readonly handler: XmlHandler;
  private name = '';
  private attribute = '';
  private attributes: Record<string, string> | undefined;
  private count = 0;

  constructor(xml: string, handler: XmlHandler) {
    this.xml = xml;
    this.handler = handler;
  }

  onopentagname(start: number, end: number): void {
    this.name = this.nameAt(start, end);
    this.attributes = undefined;
    this.count = 0;
  }
  onattribname(start: number, end: number): void {
    this.attribute = ++this.count > MOST_ATTRIBUTES ? '' : this.xml.slice(start, end).toLowerCase();
  }
  onattribdata(start: number, end: number): void {
    if (this.attribute === '') return;
    this.attributes ??= Object.create(null) as Record<string, string>;
    this.attributes[this.attribute] ??= decoded(this.xml.slice(start, end));
  }
  onopentagend(): void {
    this.stack.push(this.name);
    this.opened.set(this.name, (this.opened.get(this.name) ?? 0) + 1);
    this.handler.open(this.name, this.attributes ?? NONE);
  }
  onselfclosingtag(): void {
    this.onopentagend();
    this.pop('closed');
  }
  onclosetag(start: number, end: number): void {
    const name = this.nameAt(start, end);
    if (!this.opened.get(name)) return;
    while (this.stack.at(-1) !== name) this.pop('implied');
    this.pop('closed');
  }
  ontext(start: number, end: number): void {
    if (this.handler.wantsText) this.handler.text(decoded(this.xml.slice(start, end)));
  }
  oncdata(start: number, end: number, offset: number): void {
    if (this.handler.wantsText) this.handler.text(this.xml.slice(start, end - offset));
  }
  cutOff(): void {
    while (this.stack.length > 0) this.pop('cut off');
  }
  // What follows holds nothing that a feed says.
  onattribend(): void {}
  onattribentity(): void {}
  oncomment(): void {}
  ondeclaration(): void {}
  onend(): void {}
  onprocessinginstruction(): void {}
  ontextentity(): void {}

  private pop(ending: Ending): void {
    const name = this.stack.pop() ?? '';
    this.opened.set(name, (this.opened.get(name) ?? 1) - 1);
    this.handler.close(name, ending);
    if (this.handler.done) this.stop();
  }

  private nameAt(start: number, end: number): string {
    const raw = this.xml.slice(start, end);
    const known = this.lower.get(raw);
    if (known !== undefined) return known;
    const name = raw.toLowerCase();
    if (this.lower.size < 1000) this.lower.set(raw, name); // hostile input may have a new name in every tag
    return name;
  }
}

const decoded = (text: string): string => (text.includes('&') ? decodeXML(text) : text);
