/** Name of the consumer group and of its inbox. */
export const consumer = 'licensing.members';
