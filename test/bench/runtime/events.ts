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

/** The Scheduler sends what the schedule says, and the schedule says nothing. */
export const scheduleEvent = () => ({});

export const apiEvent = (path: string, headers: Record<string, string> = {}, query = '') => ({
  version: '2.0',
  routeKey: 'ANY /{proxy+}',
  rawPath: path,
  rawQueryString: query,
  headers: { host: 'abc.execute-api.local.amazonaws.com', accept: 'text/html', ...headers },
  requestContext: {
    accountId: '000000000000',
    apiId: 'abc',
    domainName: 'abc.execute-api.local.amazonaws.com',
    domainPrefix: 'abc',
    http: { method: 'GET', path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'test' },
    requestId: 'request',
    routeKey: 'ANY /{proxy+}',
    stage: '$default',
    time: '01/Mar/2026:06:00:00 +0000',
    timeEpoch: 1772345678000,
  },
  isBase64Encoded: false,
});
