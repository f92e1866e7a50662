import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Storage } from './constructs/storage.ts';
import type { Stage } from './stages.ts';

/** What is kept, in a stack of its own, so that no rollback of code ever touches it. */
export class DataStack extends Stack {
  readonly storage: Storage;
  constructor(scope: Construct, id: string, { stage, ...props }: StackProps & { stage: Stage }) {
    super(scope, id, { ...props, terminationProtection: stage.keepsData });
    this.storage = new Storage(this, 'Storage', { stage });
  }
}
