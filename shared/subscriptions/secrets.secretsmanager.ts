import { KeptSecrets, type ReadSecrets, type Secrets, secretsOf } from './secrets.ts';

/**
 * Secrets of a deployment, from Secrets Manager. The client is loaded with the first request that needs a secret, so
 * that a start without one does not pay for it.
 * @throws ZodError when the secret has another shape.
 */
export const managedSecrets = (secretId: string): ReadSecrets => {
  let reading: Promise<Secrets> | undefined;
  const read = async (): Promise<Secrets> => {
    const { SecretsManager } = await import('@aws-sdk/client-secrets-manager');
    const { SecretString = '' } = await new SecretsManager({}).getSecretValue({ SecretId: secretId });
    return secretsOf(KeptSecrets.parse(JSON.parse(SecretString)));
  };
  return () => {
    reading ??= read().catch((error) => {
      reading = undefined; // the next request tries again
      throw error;
    });
    return reading;
  };
};
