import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { AttributeType, Billing, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Stage } from '../stages.ts';
import { STARS } from '../stars.ts';
import type { ServiceFunction } from './service-function.ts';

/** What must not be lost: the table, and the snapshots of the record. */
export class Storage extends Construct {
  readonly table: TableV2;
  readonly snapshots: Bucket;

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
    this.snapshots = new Bucket(this, 'Snapshots', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      versioned: true,
      removalPolicy: RemovalPolicy.RETAIN, // also of a trial: a stack cannot delete a bucket with files in it
    });
    Validations.of(this.snapshots).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'Nobody but two functions reads or writes it, and what is in it is public through them.',
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

/** Grants looking at snapshots, and to whoever writes them putting files; nobody may delete one. */
export const allowSnapshots = (bucket: Bucket, worker: ServiceFunction, may: 'read' | 'write'): void => {
  const actions = ['s3:GetObject', ...(may === 'write' ? ['s3:PutObject'] : [])];
  for (const statement of [
    new PolicyStatement({ actions, resources: [bucket.arnForObjects('*')] }),
    new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }),
  ])
    worker.addToRolePolicy(statement);
  Validations.of(worker.role ?? worker).acknowledge({
    id: `AwsSolutions-IAM5[Resource::${exportOf(bucket)}/*]`,
    reason: STARS.snapshots.why,
  });
};

/** The export that carries a bucket's ARN into the other stack, by which cdk-nag names what it finds. */
const exportOf = (bucket: Bucket): string => {
  const stack = Stack.of(bucket);
  return stack.resolve(stack.exportValue(bucket.bucketArn))['Fn::ImportValue'];
};

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
