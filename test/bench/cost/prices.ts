/**
 * List prices of AWS in dollars, us-east-1, as published in 2025; Frankfurt is some 10–20 per cent dearer. `free` is
 * what every account has each month without a time limit. Check against the price list before relying on a figure.
 */
export const PRICES = {
  lambdaGbSecond: { each: 0.0000133334, free: 400_000, of: 'GB-second, arm64' },
  lambdaRequest: { each: 0.2 / 1e6, free: 1e6, of: 'invocation' },
  tableWrite: { each: 0.625 / 1e6, free: 0, of: 'write unit, on demand' },
  tableRead: { each: 0.125 / 1e6, free: 0, of: 'read unit, on demand' },
  tableGb: { each: 0.25, free: 25, of: 'GB kept' },
  recoveryGb: { each: 0.2, free: 0, of: 'GB kept for point-in-time recovery' },
  fileGb: { each: 0.023, free: 0, of: 'GB of files kept' },
  queueRequest: { each: 0.4 / 1e6, free: 1e6, of: 'SQS request' },
  fifoRequest: { each: 0.5 / 1e6, free: 0, of: 'SQS FIFO request' },
  schedule: { each: 1 / 1e6, free: 14e6, of: 'scheduled start' },
  gatewayRequest: { each: 1 / 1e6, free: 0, of: 'HTTP API request' },
  cacheRequest: { each: 1 / 1e6, free: 10e6, of: 'CloudFront request' },
  cacheGb: { each: 0.085, free: 1000, of: 'GB to readers' },
  metric: { each: 0.3, free: 10, of: 'custom metric' },
  alarmMetric: { each: 0.1, free: 10, of: 'metric in an alarm' },
  dashboard: { each: 3, free: 3, of: 'dashboard' },
  logGb: { each: 0.5, free: 5, of: 'GB of logs' },
  trace: { each: 5 / 1e6, free: 100_000, of: 'trace' },
  kmsRequest: { each: 0.03 / 10_000, free: 20_000, of: 'request for the table’s key' },
  alarmMail: { each: 2 / 100_000, free: 1000, of: 'alarm mail' },
  budgetDay: { each: 0.02, free: 62, of: 'day of a budget' },
  mail: { each: 0.1 / 1000, free: 0, of: 'mail sent' },
  secret: { each: 0.4, free: 0, of: 'secret kept' },
} as const satisfies Record<string, { each: number; free: number; of: string }>;
export type Priced = keyof typeof PRICES;

/** Parts that are off unless asked for. */
export const OPTIONAL = [{ what: 'web ACL with one rate rule', month: 6 }] as const;
