import type { Template, TemplateButton, TemplateComponent } from './templates.ts';

type Draft = Pick<Template, 'name' | 'language' | 'category' | 'components'> & Partial<Template>;

const body = (text: string, ...examples: readonly string[]): TemplateComponent => ({
  type: 'BODY',
  text,
  ...(examples.length === 0 ? {} : { example: { body_text: [examples] } }),
});

const namedBody = (text: string, examples: Readonly<Record<string, string>>): TemplateComponent => ({
  type: 'BODY',
  text,
  example: {
    body_text_named_params: Object.entries(examples).map(([param_name, example]) => ({ param_name, example })),
  },
});

const footer = (text: string): TemplateComponent => ({ type: 'FOOTER', text });
const buttons = (...list: readonly TemplateButton[]): TemplateComponent => ({ type: 'BUTTONS', buttons: list });
const reply = (text: string): TemplateButton => ({ type: 'QUICK_REPLY', text });
const sample = { header_handle: ['4::c2FtcGxl'] };

/** A shop's templates: every kind of header, of button and of parameter, several languages and every status. */
const drafts: readonly Draft[] = [
  {
    name: 'order_ready',
    language: 'en_GB',
    category: 'UTILITY',
    components: [
      body('Hello {{1}}, your order {{2}} is ready for collection today.', 'Ada', 'A-1042'),
      footer('Reply to this message with any question.'),
    ],
  },
  {
    name: 'order_ready',
    language: 'de',
    category: 'UTILITY',
    components: [body('Hallo {{1}}, Ihre Bestellung {{2}} liegt zur Abholung bereit.', 'Ada', 'A-1042')],
  },
  {
    name: 'order_ready',
    language: 'ar',
    category: 'UTILITY',
    components: [body('مرحبا {{1}}، طلبك رقم {{2}} جاهز للاستلام.', 'آدا', 'A-1042')],
  },
  {
    name: 'order_ready',
    language: 'hi',
    category: 'UTILITY',
    components: [body('नमस्ते {{1}}, आपका ऑर्डर {{2}} तैयार है।', 'आडा', 'A-1042')],
  },
  {
    name: 'order_ready',
    language: 'pt_BR',
    category: 'UTILITY',
    status: 'PENDING',
    quality_score: { score: 'UNKNOWN' },
    components: [body('Olá {{1}}, o seu pedido {{2}} está pronto para retirada.', 'Ada', 'A-1042')],
  },
  {
    name: 'visit_reminder',
    language: 'en_GB',
    category: 'UTILITY',
    parameter_format: 'NAMED',
    components: [
      { type: 'HEADER', format: 'IMAGE', example: sample },
      namedBody('Hello {{first_name}}, see you on {{day}} as agreed.', { first_name: 'Ada', day: 'Friday' }),
      footer('The shop'),
      buttons(
        reply('Cancel'),
        { type: 'URL', text: 'Details', url: 'https://shop.example/visit/{{1}}', example: ['77'] },
        { type: 'PHONE_NUMBER', text: 'Call', phone_number: '+442079460100' },
      ),
    ],
  },
  {
    name: 'invoice',
    language: 'en_GB',
    category: 'UTILITY',
    components: [
      { type: 'HEADER', format: 'DOCUMENT', example: sample },
      body('Please find invoice {{1}} over {{2}} attached.', '2026-118', '£24.00'),
    ],
  },
  {
    name: 'how_to_assemble',
    language: 'en_GB',
    category: 'UTILITY',
    components: [
      { type: 'HEADER', format: 'VIDEO', example: sample },
      body('This short film shows how to put your new lamp together.'),
    ],
  },
  {
    name: 'where_we_are',
    language: 'en_GB',
    category: 'UTILITY',
    components: [
      { type: 'HEADER', format: 'LOCATION' },
      body('You will find us here. We look forward to seeing you.'),
      buttons(reply('On my way'), reply('Not today')),
    ],
  },
  {
    name: 'delivery_update',
    language: 'en_GB',
    category: 'UTILITY',
    parameter_format: 'NAMED',
    components: [
      {
        type: 'HEADER',
        format: 'TEXT',
        text: 'Order {{order}}',
        example: { header_text_named_params: [{ param_name: 'order', example: 'A-1042' }] },
      },
      namedBody('Hello {{first_name}}, the parcel is with {{carrier}} and comes on {{day}}.', {
        first_name: 'Ada',
        carrier: 'the courier',
        day: 'Friday',
      }),
    ],
  },
  {
    name: 'book_a_visit',
    language: 'en_GB',
    category: 'UTILITY',
    components: [
      body('Would you like to come and see it? Pick a time that suits you.'),
      buttons({ type: 'FLOW', text: 'Pick a time', flow_id: '880111222333405' }),
    ],
  },
  {
    name: 'may_we_call',
    language: 'en_GB',
    category: 'UTILITY',
    components: [
      body('May we have your phone number, so that the driver can call you?'),
      buttons({ type: 'REQUEST_CONTACT_INFO', text: 'Share my number' }),
    ],
  },
  {
    name: 'sign_in_code',
    language: 'en_GB',
    category: 'AUTHENTICATION',
    components: [
      body('*{{1}}* is your verification code.', '123456'),
      buttons({ type: 'OTP', otp_type: 'COPY_CODE', text: 'Copy code' }),
    ],
  },
  {
    name: 'spring_sale',
    language: 'en_GB',
    category: 'MARKETING',
    components: [
      { type: 'HEADER', format: 'TEXT', text: 'Spring sale for {{1}}', example: { header_text: ['Ada'] } },
      body('Until Sunday everything for the garden is {{1}} off with the code below.', '20 %'),
      buttons({ type: 'COPY_CODE', text: 'Copy code', example: 'SPRING20' }, reply('Stop offers')),
    ],
  },
  {
    name: 'new_arrivals',
    language: 'en_GB',
    category: 'MARKETING',
    quality_score: { score: 'UNKNOWN' },
    isPaced: true,
    components: [body('New lamps have arrived. Come and see them this week.')],
  },
  {
    name: 'we_miss_you',
    language: 'en_GB',
    category: 'MARKETING',
    status: 'PAUSED',
    quality_score: { score: 'RED' },
    components: [body('It has been a while, {{1}}. There is a voucher waiting for you.', 'Ada')],
  },
  {
    name: 'flash_offer',
    language: 'en_GB',
    category: 'MARKETING',
    status: 'DISABLED',
    quality_score: { score: 'RED' },
    components: [body('Only today: half price on everything in the window.')],
  },
  {
    name: 'free_gift',
    language: 'en_GB',
    category: 'MARKETING',
    status: 'REJECTED',
    quality_score: { score: 'UNKNOWN' },
    rejected_reason: 'ABUSIVE_CONTENT',
    components: [body('You have won. Answer with your bank details to get your gift.')],
  },
  {
    name: 'loyalty_points',
    language: 'en_GB',
    category: 'MARKETING',
    status: 'IN_APPEAL',
    previous_category: 'UTILITY',
    quality_score: { score: 'UNKNOWN' },
    components: [body('You have {{1}} points. They are good until the end of the year.', '120')],
  },
  {
    name: 'old_opening_hours',
    language: 'en_GB',
    category: 'UTILITY',
    status: 'ARCHIVED',
    components: [body('We are open from nine to five.')],
  },
  {
    name: 'summer_sale',
    language: 'en_GB',
    category: 'MARKETING',
    status: 'PENDING_DELETION',
    components: [body('The summer sale begins on Monday.')],
  },
  {
    name: 'winter_sale',
    language: 'en_GB',
    category: 'MARKETING',
    status: 'DELETED',
    components: [body('The winter sale begins on Monday.')],
  },
  {
    name: 'autumn_sale',
    language: 'en_GB',
    category: 'MARKETING',
    status: 'LIMIT_EXCEEDED',
    quality_score: { score: 'UNKNOWN' },
    components: [body('The autumn sale begins on Monday.')],
  },
];

const FIRST_ID = 900_111_222_333_400;

export const templateCatalogue: readonly Template[] = drafts.map((draft, index) => ({
  id: String(FIRST_ID + index),
  status: 'APPROVED',
  parameter_format: 'POSITIONAL',
  quality_score: { score: 'GREEN' },
  rejected_reason: 'NONE',
  ...draft,
}));
