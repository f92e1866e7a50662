/** Stands in for xmlbuilder in the bundles: feeds are only read here, and xml2js loads it for writing alone. */
export const create = (): never => {
  throw new Error('XML is only read here.');
};
