/** Lets the mail provider's stand-in break with what is sent to an address, until `mend`. */
export async function breakMail(mailUrl: string, to: string, kind: string, times = 100_000): Promise<void> {
  const response = await fetch(`${mailUrl}/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind, to, times }),
  });
  if (!response.ok) throw new Error(`the stand-in takes no fault: ${response.status}`);
}

export async function mendMail(mailUrl: string): Promise<void> {
  await fetch(`${mailUrl}/faults`, { method: 'DELETE' });
}
