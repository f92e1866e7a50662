/** Word classes that an office belongs to, for rules that ask who takes part ("O.ARMED" in types.json). */
const GROUPS: Record<string, string[]> = {
  HEAD: ['O.HEAD', 'O.LEADER'],
  PM: ['O.PM', 'O.LEADER'],
  MFA: ['O.MFA', 'O.OFFICIAL'],
  MOD: ['O.ARMED', 'O.MOD', 'O.OFFICIAL'],
  MIL: ['O.ARMED', 'O.MOD', 'O.OFFICIAL'],
  SEC: ['O.SEC', 'O.OFFICIAL'],
  DSEC: ['O.SEC', 'O.OFFICIAL'],
  VPM: ['O.VPM', 'O.OFFICIAL'],
  MIN: ['O.MIN', 'O.OFFICIAL'],
  PARL: ['O.PARL', 'O.OFFICIAL'],
  ENVOY: ['O.ENVOY', 'O.OFFICIAL'],
  MVD: ['O.SEC', 'O.OFFICIAL'],
  PROS: ['O.PARL', 'O.OFFICIAL'],
  VP: ['O.OFFICIAL'],
  UN: ['O.UN'],
  SPOX: ['O.SPOX'],
  NAVY: ['O.FORCE', 'O.NAVY'],
  AIR: ['O.FORCE', 'O.AIR'],
  FORCES: ['O.FORCE'],
  COASTGUARD: ['O.FORCE', 'O.NAVY'],
  FIRM: ['O.FIRM'],
  REGION: ['O.REGION'],
  STATE: ['O.STATE'],
};

const OFFICE = / of (?:Russia|China)$/;

/** Of two namings of one actor that by a person: "Xi Jinping" tells more than "President of China". Among equals the first. */
export const byPerson = <T extends { name: string }>(a: T, b: T): T =>
  OFFICE.test(a.name) && !OFFICE.test(b.name) ? b : a;

const known = new Map<string, string[]>();

/** The classes of an actor id such as `RU.MOD` or `CN.FIRM.cnpc`. */
export const classesOfActor = (id: string): string[] => {
  const remembered = known.get(id);
  if (remembered) return remembered;
  const [side = '', office = ''] = id.split('.');
  const classes = [side, ...(side === 'THIRD' ? [] : (GROUPS[office] ?? []))];
  known.set(id, classes);
  return classes;
};
