import * as z from 'zod';

const Tags = z.object({
  digest: z.array(z.string()).min(1).optional(),
  sub: z.array(z.string()).min(1).optional(),
});

/**
 * What SES tells of a message through EventBridge, as far as it matters here. Addresses are in it too; they are left
 * out at the door, since the tags say who it is.
 */
export const MailEvent = z.object({
  detail: z.object({
    eventType: z.string(),
    mail: z.object({ messageId: z.string(), timestamp: z.string().optional(), tags: Tags }),
    bounce: z.object({ bounceType: z.string() }).optional(),
  }),
});
export type MailEvent = z.infer<typeof MailEvent>;
