/** Every sentence of the way to the local inbox. */
export const words = { said: 'Nothing leaves this machine:', link: 'open the local inbox' } as const;
