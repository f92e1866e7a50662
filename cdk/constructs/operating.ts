import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Stage } from '../stages.ts';
import type { Api } from './api.ts';
import type { Mailing } from './mailing.ts';
import { ServiceFunction } from './service-function.ts';
import { allow, type Storage } from './storage.ts';

export type OperatingProps = {
  stage: Stage;
  storage: Storage;
  api: Api;
  mailing: Mailing;
  userAgent: string;
};

/** What editors may do from afar, in a function of its own, so that the one which readers talk to may change nothing. */
export class Operating extends Construct {
  readonly operate: ServiceFunction;

  constructor(scope: Construct, id: string, { stage, storage, api, mailing, userAgent }: OperatingProps) {
    super(scope, id);
    const { mails, keys } = mailing;
    this.operate = new ServiceFunction(this, 'Operate', {
      stage,
      name: 'operate',
      description: 'Does what editors ask for with amur --remote',
      environment: {
        TABLE_NAME: storage.table.tableName,
        BASE_URL: api.baseUrl,
        KEYS_ID: keys.secretArn,
        MAIL_QUEUE_URL: mails.queue.queueUrl,
        USER_AGENT: userAgent,
      },
      timeout: Duration.minutes(5), // looking at every source once
      memorySize: 1024,
    });
    keys.grantRead(this.operate);
    mails.queue.grantSendMessages(this.operate);
    allow(storage.table, this.operate, {
      gets: ['JOURNAL', 'E#*', 'KNOWN#*', 'ASIDE#*', 'DIGESTS', 'MAILINGS', 'SENT#*'],
      queries: ['SOURCES', 'ASIDE#*', 'FAM#*', 'E#*', 'SUBS#*', 'SENT#*'],
      updates: ['SOURCES', 'HOSTS', 'JOURNAL'],
      puts: ['CHANGES#*', 'E#*', 'KNOWN#*', 'FAM#*', 'IX#*', 'ASIDE#*', 'MAILINGS', 'SENT#*'],
      deletes: ['ASIDE#*'], // what was decided leaves the queue
    });
    api.opens('/v1/operate', this.operate);
  }
}
