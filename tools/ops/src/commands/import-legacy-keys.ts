import { readFile } from 'node:fs/promises';
import { legacy } from '@platform/contracts';
import { callerSigner, connectTo } from '@platform/grpc';
import { refuse } from '@platform/kernel';
import { type Batch, batchesOf } from '../batches.ts';
import type { Config } from '../config.ts';

export interface ImportOptions {
  readonly file: string;
  readonly format: 'csv' | 'ndjson';
  /** Judges every row and takes none in. */
  readonly validateOnly: boolean;
  readonly say: (line: string) => void;
}

async function contentOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw refuse('VALIDATION_FAILED', { detail: `${file} cannot be read.`, cause: error });
  }
}

const formats = { csv: legacy.ImportFormat.CSV, ndjson: legacy.ImportFormat.NDJSON } as const;
const total = { imported: 0, alreadyKnown: 0, refused: 0 };

const lineOf = (batch: Batch, { row, outcome, reason, detail, legacyKeyId }: legacy.ImportedRow): string =>
  `row ${batch.rowsBefore + row}: ${outcome}${legacyKeyId ? ` ${legacyKeyId}` : ''}${reason ? ` ${reason}: ${detail}` : ''}`;

/** Imports a file of legacy keys (hashes, never values) with a result per row (F-92). Gives false when a row was refused. */
export async function importLegacyKeys(config: Config, options: ImportOptions): Promise<boolean> {
  const as = callerSigner({ issuer: 'operator', privateKey: config.CALLER_PRIVATE_KEY });
  const client = connectTo(legacy.LegacyServiceService, config.LEGACY_ADDRESS, {
    as,
    audience: 'legacy',
    deadlineMs: 5_000,
  });
  const sum = { ...total };
  try {
    for (const batch of batchesOf(await contentOf(options.file), options.format)) {
      const answer = await client.importLegacyKeys({
        format: formats[options.format],
        content: batch.content,
        hashAlg: 'sha256',
        validateOnly: options.validateOnly,
      });
      for (const row of answer.rows) options.say(lineOf(batch, row));
      sum.imported += answer.imported;
      sum.alreadyKnown += answer.alreadyKnown;
      sum.refused += answer.refused;
    }
  } finally {
    client.close();
  }
  options.say(`${sum.imported} imported, ${sum.alreadyKnown} known already, ${sum.refused} refused`);
  return sum.refused === 0;
}
