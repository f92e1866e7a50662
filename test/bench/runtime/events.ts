/** Events in the shapes in which AWS delivers them. */

export const sqsEvent = (queue: string, bodies: (string | object)[], group?: string) => ({
  Records: bodies.map((body, index) => ({
    messageId: `message-${index}`,
    receiptHandle: 'handle',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: '1772000000000',
      SenderId: 'AIDA',
      ApproximateFirstReceiveTimestamp: '1772000000001',
      ...(group && {
        MessageGroupId: group,
        MessageDeduplicationId: String(index),
        SequenceNumber: String(index),
      }),
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:local:000000000000:${queue}`,
    awsRegion: 'local',
  })),
});

/** The Scheduler sends what the schedule says, and nothing around it. */
export const scheduleEvent = (told: object = {}) => told;

/** What SES puts on the bus about a mail. */
export const mailEvent = (
  eventType: string,
  mail: { messageId: string; tags: Record<string, string[]> },
  more: object = {},
) => ({
  version: '0',
  id: '00000000-0000-0000-0000-000000000000',
  'detail-type': `Email ${eventType}`,
  source: 'aws.ses',
  account: '000000000000',
  time: '2026-03-10T06:00:00Z',
  region: 'local',
  resources: ['arn:aws:ses:local:000000000000:configuration-set/amur-local'],
  detail: {
    eventType,
    mail: {
      timestamp: '2026-03-10T06:00:00.000Z',
      source: 'digest@example.org',
      messageId: mail.messageId,
      destination: ['reader@example.org'],
      headersTruncated: false,
      tags: { 'ses:configuration-set': ['amur-local'], ...mail.tags },
    },
    ...more,
  },
});

export const apiEvent = (
  path: string,
  headers: Record<string, string> = {},
  { query = '', form, json }: { query?: string; form?: Record<string, string>; json?: object } = {},
) => ({
  version: '2.0',
  routeKey: 'ANY /{proxy+}',
  rawPath: path,
  rawQueryString: query,
  headers: {
    host: 'abc.execute-api.local.amazonaws.com',
    accept: 'text/html',
    ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
    ...headers,
  },
  requestContext: {
    accountId: '000000000000',
    apiId: 'abc',
    domainName: 'abc.execute-api.local.amazonaws.com',
    domainPrefix: 'abc',
    http: {
      method: form || json ? 'POST' : 'GET',
      path,
      protocol: 'HTTP/1.1',
      sourceIp: '192.0.2.1',
      userAgent: 'test',
    },
    requestId: 'request',
    routeKey: 'ANY /{proxy+}',
    stage: '$default',
    time: '01/Mar/2026:06:00:00 +0000',
    timeEpoch: 1772345678000,
  },
  isBase64Encoded: form !== undefined, // the gateway encodes what is not text
  ...(json && { body: JSON.stringify(json) }),
  ...(form && { body: Buffer.from(new URLSearchParams(form).toString()).toString('base64') }),
});
