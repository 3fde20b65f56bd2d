/** States of a template; only an approved one sends (facts §5.6). */
export const templateStatuses = [
  'APPROVED',
  'PENDING',
  'REJECTED',
  'IN_APPEAL',
  'PAUSED',
  'DISABLED',
  'PENDING_DELETION',
  'DELETED',
  'LIMIT_EXCEEDED',
  'ARCHIVED',
] as const;
export type TemplateStatus = (typeof templateStatuses)[number];

export const templateCategories = ['MARKETING', 'UTILITY', 'AUTHENTICATION'] as const;
export type TemplateCategory = (typeof templateCategories)[number];

export type HeaderFormat = 'TEXT' | 'IMAGE' | 'VIDEO' | 'DOCUMENT' | 'LOCATION';

export type TemplateButton =
  | { readonly type: 'QUICK_REPLY'; readonly text: string }
  | { readonly type: 'URL'; readonly text: string; readonly url: string; readonly example?: readonly string[] }
  | { readonly type: 'PHONE_NUMBER'; readonly text: string; readonly phone_number: string }
  | { readonly type: 'COPY_CODE'; readonly text: string; readonly example: string }
  | { readonly type: 'OTP'; readonly otp_type: 'COPY_CODE' | 'ONE_TAP' | 'ZERO_TAP'; readonly text: string }
  | { readonly type: 'FLOW'; readonly text: string; readonly flow_id: string }
  | { readonly type: 'REQUEST_CONTACT_INFO'; readonly text: string };

export type NamedExample = { readonly param_name: string; readonly example: string };

/** Parts in Meta's own shape (facts §5.6). */
export type TemplateComponent =
  | {
      readonly type: 'HEADER';
      readonly format: 'TEXT';
      readonly text: string;
      readonly example?: {
        readonly header_text?: readonly string[];
        readonly header_text_named_params?: readonly NamedExample[];
      };
    }
  | {
      readonly type: 'HEADER';
      readonly format: Exclude<HeaderFormat, 'TEXT'>;
      readonly example?: { readonly header_handle: readonly string[] };
    }
  | {
      readonly type: 'BODY';
      readonly text: string;
      readonly example?: {
        readonly body_text?: readonly (readonly string[])[];
        readonly body_text_named_params?: readonly NamedExample[];
      };
    }
  | { readonly type: 'FOOTER'; readonly text: string }
  | { readonly type: 'BUTTONS'; readonly buttons: readonly TemplateButton[] };

export type Template = {
  readonly id: string;
  readonly name: string;
  readonly language: string;
  readonly category: TemplateCategory;
  readonly status: TemplateStatus;
  readonly parameter_format: 'NAMED' | 'POSITIONAL';
  readonly components: readonly TemplateComponent[];
  readonly quality_score: { readonly score: 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN' };
  readonly rejected_reason: string;
  readonly previous_category?: TemplateCategory;
  /** New and weak templates are held back at first: sends are answered `held_for_quality_assessment` (facts §5.6). */
  readonly isPaced?: boolean;
};

/** The account's templates. A template's key when sending is its name and language. */
export class Templates {
  readonly #byId: Map<string, Template>;

  constructor(catalogue: readonly Template[]) {
    this.#byId = new Map(catalogue.map((template) => [template.id, template]));
  }

  all(): readonly Template[] {
    return [...this.#byId.values()];
  }

  byId(id: string): Template | undefined {
    return this.#byId.get(id);
  }

  find(name: string, language: string): Template | undefined {
    return this.all().find((template) => template.name === name && template.language === language);
  }

  /** Meta approves, pauses, disables …; false when there is no such template. */
  setStatus(id: string, status: TemplateStatus): boolean {
    const template = this.#byId.get(id);
    if (template === undefined) return false;
    this.#byId.set(id, { ...template, status });
    return true;
  }
}
