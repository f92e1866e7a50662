/**
 * Stands in for the SDK's credential chain in the bundles: Lambda puts the role's credentials into the environment of
 * every sandbox. The chain, which looks in files, at other services and in browsers, is a fifth of a bundle.
 */
export const defaultProvider = () => async () => ({
  accessKeyId: process.env.AWS_ACCESS_KEY_ID ?? '',
  secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY ?? '',
  ...(process.env.AWS_SESSION_TOKEN && { sessionToken: process.env.AWS_SESSION_TOKEN }),
});
