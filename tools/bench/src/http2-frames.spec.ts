import { describe, expect, test } from '@jest/globals';
import { callBytes, type Frame, FrameType, frame, takeFrames } from './http2-frames.ts';

const taken = (bytes: Buffer) => {
  const frames: Frame[] = [];
  const rest = takeFrames(bytes, (one) => frames.push(one));
  return { frames, rest };
};
const ping = { type: FrameType.ping, flags: 1, stream: 7, payload: Buffer.from('12345678') };

describe('frames', () => {
  test('come out as they went in', () => {
    const { frames, rest } = taken(Buffer.concat([frame(ping), frame({ ...ping, payload: Buffer.alloc(0) })]));
    expect(frames).toEqual([ping, { ...ping, payload: Buffer.alloc(0) }]);
    expect(rest).toHaveLength(0);
  });
  test('that are not whole yet wait, wherever they are cut', () => {
    const whole = frame(ping);
    for (let end = 0; end < whole.length; end += 1) {
      const { frames, rest } = taken(Buffer.concat([whole, whole.subarray(0, end)]));
      expect(frames).toHaveLength(1);
      expect(rest).toEqual(whole.subarray(0, end));
    }
  });
});

describe('a call', () => {
  const message = Buffer.from('the message');
  const call = callBytes('/a.B/C', '127.0.0.1:1', message);

  test('is its headers and its message, with the places where its stream goes', () => {
    for (const at of call.streamAt) call.bytes.writeUInt32BE(9, at);
    const { frames } = taken(call.bytes);
    expect(frames.map(({ type, stream }) => [type, stream])).toEqual([
      [FrameType.headers, 9],
      [FrameType.data, 9],
    ]);
    expect(frames[1]?.payload).toEqual(Buffer.concat([Buffer.of(0, 0, 0, 0, message.length), message]));
    expect(call.bytes.subarray(call.messageAt)).toEqual(message);
  });
  test('with a header that is too long is refused', () => {
    expect(() => callBytes(`/${'x'.repeat(200)}`, 'here', message)).toThrow(RangeError);
  });
});
