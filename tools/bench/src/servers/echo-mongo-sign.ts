import { generateKeyPairSync, sign } from 'node:crypto';
import { mongo } from 'mongoose';
import { plainServer } from './plain-server.ts';

/** An echo that reads one document by its id from the primary and adds one Ed25519 signature over the request. */
const [url = '', database = '', documents = '1'] = process.argv.slice(2);
const client = await new mongo.MongoClient(url).connect();
const collection = client.db(database).collection<{ _id: string }>('documents');
const { privateKey } = generateKeyPairSync('ed25519');
let turn = 0;

await plainServer(async (request) => {
  turn += 1;
  const found = await collection.findOne({ _id: `document/${turn % Number(documents)}` });
  if (!found) throw new Error('the document is not there');
  return Buffer.concat([request, sign(null, request, privateKey)]);
});
