import type { Service } from '../service.ts'

export const storage: Service = {
  id: 'storage',
  title: 'Object storage',
  real: 'a real object store speaking the same protocol on localhost',
  evidence: {
    python: {
      modules: [
        'boto3', 'botocore', 'aioboto3', 'aiobotocore', 's3fs', 'google.cloud.storage', 'azure.storage.blob', 'minio', 'fsspec', 'gcsfs', 'cloudinary',
        'supabase.storage', 'boto', 'oss2', 'qiniu', 'azure.storage', 'azure.storage.filedatalake', 'b2sdk', 'swiftclient', 'storages', 'adlfs', 'smart_open',
        'obstore', 'dropbox', 's3transfer',
      ],
      names: ['S3Client', 'BlobServiceClient', 'BlobClient', 'BlobStorageClient', 'StorageClient', 'CloudStorageClient', 'Minio', 'NoSuchKey'],
      members: [
        'put_object', 'upload_fileobj', 'download_fileobj', 'upload_file', 'list_objects_v2', 'head_object', 'generate_presigned_url',
        'upload_from_string', 'download_as_bytes', 'get_bucket',
      ],
      weakMembers: ['client', 'resource', 'upload', 'download', 'list', 'exists', 'blob', 'bucket', 'get_object', 'delete_object'],
      words: ['s3', 'gcs', 'minio', 'boto', 'boto3', 'objectstorage', 'blobstorage', 'objectstore', 'cloudstorage', 'blobservice', 'blobclient', 'storageclient', 'azureblob', 'googlecloudstorage'],
      heads: ['bucket', 'blob'],
      hints: ['client', 'storage'],
    },
    ecmascript: {
      modules: [
        '@aws-sdk/client-s3', '@aws-sdk/lib-storage', '@aws-sdk/s3-request-presigner', 'aws-sdk', '@google-cloud/storage', '@azure/storage-blob', 'minio',
        'multer-s3', '@supabase/storage-js', 'firebase-admin/storage', '@vercel/blob', '@azure/storage-file-share', 'cloudinary', 'ali-oss', 'uploadthing',
        'backblaze-b2', '@firebase/storage', 'firebase/storage', '@aws-amplify/storage',
      ],
      names: ['S3Client', 'PutObjectCommand', 'GetObjectCommand', 'BlobServiceClient'],
      members: ['putObject', 'getObject', 'getSignedUrl', 'createPresignedPost', 'uploadStream'],
      weakMembers: ['send', 'upload', 'download', 'file'],
      words: ['s3', 'gcs', 'minio', 'objectstorage', 'blobstorage', 'filestorage', 'objectstore', 'storageclient', 'blobclient'],
      heads: ['bucket'],
      hints: ['client', 'storage', 'session'],
    },
  },
  rewrites: {},
}
