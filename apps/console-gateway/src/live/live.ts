import { randomUUID } from 'node:crypto';
import { setImmediate as otherWork } from 'node:timers/promises';
import { hearing, type Received } from '@platform/contracts';
import { type ConsumeTiming, consume, type Ears, kafkaClient } from '@platform/kafka';
import { gauge, type Logger } from '@platform/telemetry';
import type { Response } from 'express';
import type { Admitted, SignedIn } from '../call.ts';
import type { Config } from '../config.ts';
import type { Upstream } from '../upstream.ts';
import { lineOf } from './line.ts';
import { type Listeners, listenersOf, type OpenPage } from './listeners.ts';
import { heardTypes, meaningOf, unsettledBy } from './meaning.ts';
import { rightToListen } from './right-to-listen.ts';
import { ringOf } from './ring.ts';
import { type Seldom, type SeldomTiming, seldom } from './seldom.ts';
import { type Switchboard, switchboard, type Told } from './switchboard.ts';
import { type Watch, type WatchTiming, watchOver } from './watch.ts';

export interface LiveTiming extends WatchTiming, SeldomTiming {
  readonly beatMs: number;
  readonly tickMs: number;
  readonly hear: Partial<ConsumeTiming>;
}

const usualTiming: LiveTiming = {
  lookMs: 25_000,
  againMs: 1_000,
  unknownMs: 60_000,
  suspectMs: 5_000,
  everyMs: 5_000,
  delayMs: 1_000,
  beatMs: 15_000,
  tickMs: 500,
  hear: { fetchWaitMs: 1_000, watchdogMs: 10_000 },
};

/** Pages of one browser; each of its tabs may have one. */
export const streamsPerSession = 8;
/** What was told last, for pages that come back: about a minute of a busy house. */
const kept = 5_000;

/** A page that begins to listen. */
export interface Newcomer extends SignedIn, Pick<Admitted, 'inside'> {
  readonly secret: string;
  readonly ip: string;
  readonly userAgent: string;
  /** Where it stopped listening before. */
  readonly place: string | undefined;
}

export interface Live {
  /** Turns an answer into a stream. Raises STREAM_LIMIT_REACHED before anything is written. */
  open(response: Response, newcomer: Newcomer): void;
  /** Hangs up on everybody and stops listening. */
  stop(): Promise<void>;
}

interface Given {
  readonly config: Pick<Config, 'KAFKA_BROKERS' | 'KAFKA_GROUP_SUFFIX' | 'MAX_STREAMS'>;
  readonly upstream: Upstream;
  /** Has the door hold nothing any more that it was told of these. */
  readonly withdraw: (subjects: readonly string[]) => void;
  readonly log: Logger;
  readonly timing?: Partial<LiveTiming> | undefined;
}

/** Open pages are told what changed elsewhere. Kafka may be away: they are told that, too. */
export async function startLive(given: Given): Promise<Live> {
  const times: LiveTiming = { ...usualTiming, ...given.timing };
  const listeners = listenersOf({ perSession: streamsPerSession, inTotal: given.config.MAX_STREAMS });
  const board = switchboard(listeners, ringOf<Told>(kept));
  const watch = watchOver((listener) => rightToListen(given.upstream, listener), times);
  const often = seldom(times, board.tell);
  const room: Room = { listeners, board, watch, often, times };
  const ears = await earsOf(given, room);
  const leave = tend(room, ears);
  const unmeasured = gauge('sse_open_streams', 'Open pages that are told of changes.', listeners.size);

  return {
    open: (response, newcomer) => {
      listeners.mustHaveRoom(newcomer.session.id);
      const page = pageOf(response, newcomer, times.beatMs);
      listeners.add(page);
      page.line.onClose(() => listeners.remove(page));
      board.greet(page, newcomer.place);
      // What ended between the admission and now was told to nobody here.
      void watch.look(page);
    },
    stop: async () => {
      leave();
      unmeasured();
      often.stop();
      for (const { line } of listeners.all()) line.end();
      await ears.stop();
    },
  };
}

/** The open pages, and those who speak to them and watch over them. */
interface Room {
  readonly listeners: Listeners;
  readonly board: Switchboard;
  readonly watch: Watch;
  readonly often: Seldom<Told>;
  readonly times: LiveTiming;
}

/** Hears every event from now on, and tells the pages that it concerns what it means for them. */
function earsOf({ config, withdraw, log }: Given, { listeners, board, watch, often, times }: Room): Promise<Ears> {
  const hear = async (event: Received): Promise<void> => {
    const meaning = meaningOf(event);
    if (!meaning) return;
    // An event may be here before its owner has told the door, and who hears of it asks at once.
    const unsettled = unsettledBy(meaning);
    if (unsettled.length > 0) withdraw(unsettled);
    const told: Told = { at: event.time.toISOString(), changes: meaning.changes };
    if (meaning.seldom) often.say(meaning.seldom, told);
    else board.tell(told);
    for (const page of meaning.suspects ? listeners.within(meaning.suspects) : []) void watch.suspect(page);
    // A thousand pages take a while to tell: between two events, who asks something is answered.
    await otherWork();
  };
  return consume({
    kafka: kafkaClient({ brokers: config.KAFKA_BROKERS, clientId: 'console-gateway', log }),
    group: `console-gateway.live.${randomUUID()}${config.KAFKA_GROUP_SUFFIX}`,
    ...{ service: 'console-gateway', log, passing: true, timing: times.hear },
    ...hearing(Object.fromEntries(heardTypes.map((type) => [type, hear]))),
  });
}

/** Looks after each page when it is time to, and says whether changes are heard; gives how to leave off. */
function tend({ listeners, board, watch, times }: Room, ears: Ears): () => void {
  const tendPage = (page: OpenPage, now: number) => {
    if (page.lookAt <= now) void watch.look(page);
    if (page.beatAt > now) return;
    page.beatAt = now + times.beatMs;
    board.beat(page);
  };
  const tick = setInterval(() => {
    board.hears(ears.healthy());
    const now = Date.now();
    for (const page of listeners.all()) tendPage(page, now);
  }, times.tickMs);
  return () => clearInterval(tick);
}

function pageOf(response: Response, { user, session, inside, ...newcomer }: Newcomer, beatMs: number): OpenPage {
  const workspaceId = inside?.member.workspaceId;
  const { secret, ip, userAgent } = newcomer;
  const now = Date.now();
  return {
    line: lineOf(response),
    listener: { secret, ip, userAgent, userId: user.id, workspaceId },
    viewer: { userId: user.id, sessionId: session.id, workspaceId, permissions: inside?.member.permissions ?? [] },
    ...{ lookAt: now, knownAt: now, beatAt: now + beatMs },
  };
}
