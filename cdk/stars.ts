/**
 * Every permission that names `*`, and why it must. A statement of a template that is not described here fails the
 * tests, and the findings of cdk-nag are acknowledged with these reasons.
 */
export const STARS = {
  quota: {
    actions: ['ses:GetAccount'],
    resources: ['*'],
    why: 'The quota is the account’s: the action knows no resources.',
  },
  tracing: {
    actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
    resources: ['*'],
    why: 'X-Ray knows no resources: its write actions can be allowed on * alone.',
  },
  snapshots: {
    actions: ['s3:GetObject', 's3:PutObject'],
    resources: ['/*'],
    why: 'Each week has files of its own: the star stands for their names, in the one bucket.',
  },
} as const satisfies Record<string, { actions: string[]; resources: string[]; why: string }>;
