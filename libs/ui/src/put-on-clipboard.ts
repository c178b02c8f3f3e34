type Text = string | undefined;

/**
 * Puts a text on the clipboard, also one that has to be asked for first; call it in the moment of the click. Safari lets
 * nobody write later: where the browser takes it, it is given the promise at once. Gives what became of it.
 */
export async function putOnClipboard(given: Text | Promise<Text>): Promise<'copied' | 'failed' | 'nothing'> {
  let isNothing = false;
  const text = async (): Promise<string> => {
    const come = await given;
    isNothing = come === undefined;
    if (come === undefined) throw new Error('there is nothing to copy');
    return come;
  };
  try {
    await (typeof given === 'object' && 'ClipboardItem' in window ? writeLater(text()) : writeNow(given, text));
    return 'copied';
  } catch {
    return isNothing ? 'nothing' : 'failed';
  }
}

const type = 'text/plain';

const writeLater = (text: Promise<string>): Promise<void> =>
  navigator.clipboard.write([new ClipboardItem({ [type]: text.then((come) => new Blob([come], { type })) })]);

const writeNow = async (given: Text | Promise<Text>, text: () => Promise<string>): Promise<void> =>
  navigator.clipboard.writeText(typeof given === 'string' ? given : await text());
