import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Stage } from '../stages.ts';

/** What must not be lost: the table. */
export class Storage extends Construct {
  readonly table: TableV2;

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
  }
}

const OPERATIONS = {
  gets: 'dynamodb:GetItem',
  queries: 'dynamodb:Query',
  puts: 'dynamodb:PutItem',
  updates: 'dynamodb:UpdateItem',
  deletes: 'dynamodb:DeleteItem',
} as const;

/** The partition keys of TABLE.md that a function gets, queries, puts, updates and deletes; `*` stands for what follows. */
export type Access = Partial<Record<keyof typeof OPERATIONS, string[]>>;

/** Grants those operations on those keys and no others: nobody may scan, and only a subscriber, and what was reviewed, can be deleted. */
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
