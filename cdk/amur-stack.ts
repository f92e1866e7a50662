import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Api } from './constructs/api.ts';
import { Digest } from './constructs/digest.ts';
import { Ingestion } from './constructs/ingestion.ts';
import { Mailing } from './constructs/mailing.ts';
import { Monitoring } from './constructs/monitoring.ts';
import { Operating } from './constructs/operating.ts';
import { Recording } from './constructs/recording.ts';
import type { DataStack } from './data-stack.ts';
import type { Own, Stage } from './stages.ts';

export type AmurStackProps = StackProps & { stage: Stage; own: Own; data: DataStack };

/** What runs. */
export class AmurStack extends Stack {
  constructor(scope: Construct, id: string, { stage, own, data: { storage }, ...props }: AmurStackProps) {
    super(scope, id, props);
    const api = new Api(this, 'Api', { stage, own, storage });
    const recording = new Recording(this, 'Recording', { stage, storage });
    const userAgent = `Amur/0.1 (+${api.baseUrl}/method; news timeline)`;
    const ingestion = new Ingestion(this, 'Ingestion', {
      stage,
      storage,
      records: recording.reports.queue,
      userAgent,
    });
    const mailing = new Mailing(this, 'Mailing', { stage, own, storage, baseUrl: api.baseUrl });
    const mails = mailing.mails.queue;
    api.takesSubscribers({ mails, keys: mailing.keys });
    const operating = new Operating(this, 'Operating', { stage, storage, api, mailing, userAgent });
    new Digest(this, 'Digest', { stage, storage, mails, baseUrl: api.baseUrl });
    new Monitoring(this, 'Monitoring', { stage, own, ingestion, recording, api });
    new CfnOutput(this, 'Address', { value: api.baseUrl, description: 'Where the page is' });
    new CfnOutput(this, 'OperateFunction', {
      value: operating.operate.functionName,
      description: 'For amur --remote lambda:NAME',
    });
    new CfnOutput(this, 'TableName', {
      value: storage.table.tableName,
      description: 'For npm run seed -- --table',
    });
  }
}
