import {
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
  type S3ClientConfig,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { SnapshotFiles } from './snapshot-files.ts';

/**
 * Objects of a bucket. Who reads them must be allowed to list too, or S3 tells of a missing one as of a forbidden one.
 * The client is made here: whoever loads this file late has no part of it before.
 */
export const s3SnapshotFiles = (bucket: string, config: S3ClientConfig = {}): SnapshotFiles =>
  objectsOf(new S3Client(config), bucket);

const objectsOf = (client: S3Client, bucket: string): SnapshotFiles => ({
  async putOnce(name, bytes) {
    try {
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: name, Body: bytes, IfNoneMatch: '*' }));
      return true;
    } catch (error) {
      if (error instanceof S3ServiceException && error.name === 'PreconditionFailed') return false;
      throw error;
    }
  },
  async get(name) {
    try {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: name }));
      return Body && new Uint8Array(await Body.transformToByteArray());
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  },
  async list() {
    const names: string[] = [];
    for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: bucket }))
      names.push(...Contents.flatMap(({ Key }) => Key ?? []));
    return names;
  },
});
