import { type Changes, listen, type Mongo } from '@platform/mongo';
import type { Place } from './place.ts';

/** One living process, as the others know it. */
export interface InstanceRow {
  readonly _id: string;
  readonly folder: string;
  readonly owner: Place['owner'];
  /** Grows with each question of another one. */
  readonly asked: number;
  /** The last question to which this one has answered: all that it had then is written. */
  readonly written: number;
  /** By the server's clock. The row is forgotten a minute after the last time. */
  readonly seen_at: Date;
}

/** What another instance has to answer. */
export type Asked = Pick<InstanceRow, '_id' | 'asked'>;

/** The list of the living, in the database that they share. */
export interface InstanceRows {
  /** Tells of questions and answers, and of those who leave. */
  listen(): Changes;
  /** Says that this one lives. */
  live(): Promise<void>;
  /** The question that this one has not answered yet; undefined: none. False when its row was forgotten. */
  open(): Promise<number | undefined | false>;
  answer(question: number): Promise<void>;
  /** Asks all others. */
  ask(): Promise<readonly Asked[]>;
  /** Whether each of them has answered, or left when it had nothing more to write. */
  haveAnswered(asked: readonly Asked[]): Promise<boolean>;
  /** Others with the same folder. */
  ofFolder(): Promise<readonly InstanceRow[]>;
  forget(ids: readonly string[]): Promise<void>;
  /** Forgets this one. */
  leave(): Promise<void>;
}

/** Change events of a question, of an answer, and of a row that goes. */
const said = {
  $or: [
    { operationType: 'delete' },
    { 'updateDescription.updatedFields.asked': { $exists: true } },
    { 'updateDescription.updatedFields.written': { $exists: true } },
  ],
};

export function instanceRows(mongo: Mongo, { folder, owner }: Place): InstanceRows {
  const rows = mongo.collection<InstanceRow>('instances');
  const me = `${folder}/${owner}`;
  const others = { _id: { $ne: me } };
  return {
    listen: () => listen({ collection: rows, where: said, log: mongo.log }),
    async live() {
      const born = { folder, owner, asked: 0, written: 0 };
      await rows.updateOne({ _id: me }, { $currentDate: { seen_at: true }, $setOnInsert: born }, { upsert: true });
    },
    async open() {
      const row = await rows.findOne({ _id: me }, { projection: { asked: 1, written: 1 } });
      if (!row) return false;
      return row.asked > row.written ? row.asked : undefined;
    },
    async answer(question) {
      await rows.updateOne({ _id: me }, { $max: { written: question } });
    },
    async ask() {
      if ((await rows.findOne(others, { projection: { _id: 1 } })) === null) return [];
      await rows.updateMany(others, { $inc: { asked: 1 } });
      return await rows.find(others, { projection: { asked: 1 } }).toArray();
    },
    async haveAnswered(asked) {
      const open = asked.map((one) => ({ _id: one._id, written: { $lt: one.asked } }));
      return (await rows.findOne({ $or: open }, { projection: { _id: 1 } })) === null;
    },
    ofFolder: () => rows.find({ ...others, folder }).toArray(),
    async forget(ids) {
      await rows.deleteMany({ _id: { $in: [...ids] } });
    },
    async leave() {
      await rows.deleteOne({ _id: me });
    },
  };
}
