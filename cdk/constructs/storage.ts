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

/** The keys that a function may touch: the first part of a partition key of TABLE.md, `*` for what follows it. */
export type Access = { reads?: string[]; writes?: string[] };

const READS = ['dynamodb:GetItem', 'dynamodb:Query'];
const WRITES = [
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
  'dynamodb:DeleteItem',
  'dynamodb:BatchWriteItem',
  'dynamodb:ConditionCheckItem',
];

/** Grants those operations on those keys and no others; nobody may scan. */
export const allow = (table: TableV2, to: IGrantable, { reads = [], writes = [] }: Access): void => {
  const grant = (actions: string[], keys: string[]): void => {
    if (keys.length === 0) return;
    const conditions = { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys } };
    to.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions, resources: [table.tableArn], conditions }),
    );
  };
  grant(READS, [...new Set([...reads, ...writes])]);
  grant(WRITES, writes);
};
