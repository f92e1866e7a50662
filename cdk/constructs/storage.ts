import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AttributeType, Billing, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Stage } from '../stages.ts';

/** The table, and the keys that the tokens in mails are signed with. */
export class Storage extends Construct {
  readonly table: TableV2;
  readonly keys: Secret;

  constructor(scope: Construct, id: string, { stage }: { stage: Stage }) {
    super(scope, id);
    const removalPolicy = stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    this.table = new TableV2(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      timeToLiveAttribute: 'ttl',
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.awsManagedKey(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: stage.keepsData,
      removalPolicy,
    });
    this.keys = new Secret(this, 'Keys', {
      description: 'Keys that the tokens in mails are signed with, and the hashes of admin tokens',
      generateSecretString: {
        secretStringTemplate: '{"kid":"1"}',
        generateStringKey: 'key',
        passwordLength: 64,
      },
      removalPolicy,
    });
    Validations.of(this.keys).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'Links in mails already sent must stay valid: a new key is added beside the old one, by hand.',
    });
  }
}

const OPERATIONS = {
  gets: 'dynamodb:GetItem',
  queries: 'dynamodb:Query',
  puts: 'dynamodb:PutItem',
  updates: 'dynamodb:UpdateItem',
} as const;

/** The partition keys of TABLE.md that a function gets, queries, puts and updates; `*` stands for what follows. */
export type Access = Partial<Record<keyof typeof OPERATIONS, string[]>>;

/** Grants those operations on those keys and no others: nobody may scan, and nobody deletes. */
export const allow = (table: TableV2, to: IGrantable, access: Access): void => {
  for (const [name, keys] of Object.entries(access)) {
    const statement = new PolicyStatement({
      actions: [OPERATIONS[name as keyof Access]],
      resources: [table.tableArn],
      conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys } },
    });
    to.grantPrincipal.addToPrincipalPolicy(statement);
  }
};
