import * as z from 'zod';

const Tag = z.array(z.string()).optional();

/**
 * What SES tells of a message through EventBridge, as far as it matters here. Addresses are in it too; they are left
 * out at the door, since the tags say who it is. Shapes: https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
export const MailEvent = z.object({
  detail: z.object({
    eventType: z.string().max(60),
    mail: z.object({
      messageId: z.string().max(200),
      tags: z.object({ digest: Tag, sub: Tag }).optional(),
    }),
    bounce: z.object({ bounceType: z.string() }).optional(),
  }),
});
export type MailEvent = z.infer<typeof MailEvent>;
