import { templateCategories, templateStatuses, type Template } from '../world/templates.ts';
import { answerFields, selectEach, type NodeShape } from './field-selection.ts';
import { refused } from './graph-answer.ts';
import type { Endpoint } from './graph-call.ts';
import type { GraphDeps } from './graph-deps.ts';
import { invalidParameter, unknownObject, type Refusal } from './graph-error.ts';
import { templateHealth } from './health.ts';
import { answerPage } from './paging.ts';

/** `GET /{WABA}/message_templates`: by name, status, category and language, page by page (facts §5.6). */
export const listTemplates: Endpoint = {
  permission: 'whatsapp_business_management',
  isManagement: true,
  answer(deps, call) {
    const { query } = call;
    const refusal = filterRefusal(query);
    if (refusal !== undefined) return refused(refusal);
    const shapes = deps.templates
      .all()
      .filter((template) => isWanted(template, query))
      .map((template) => templateShape(deps, template));
    const selection = selectEach(shapes, query.get('fields'));
    return selection.kind === 'refused' ? selection.answer : answerPage(selection.nodes, call);
  },
};

/** `GET /{TEMPLATE_ID}`. */
export const readTemplate: Endpoint = {
  permission: 'whatsapp_business_management',
  isManagement: true,
  answer(deps, { objectId, query }) {
    const template = deps.templates.byId(objectId);
    if (template === undefined) return refused(unknownObject('get', objectId));
    return answerFields(templateShape(deps, template), query.get('fields'));
  },
};

const enumFilters: Readonly<Record<string, readonly string[]>> = {
  status: templateStatuses,
  category: templateCategories,
};

function filterRefusal(query: URLSearchParams): Refusal | undefined {
  for (const [name, values] of Object.entries(enumFilters)) {
    const wanted = query.get(name);
    if (wanted !== null && !values.includes(wanted)) {
      return invalidParameter(`Param ${name} must be one of {${values.join(', ')}}.`);
    }
  }
  return undefined;
}

function isWanted(template: Template, query: URLSearchParams): boolean {
  const wanted = (name: string, value: string): boolean => (query.get(name) ?? value) === value;
  return (
    wanted('name', template.name) &&
    wanted('status', template.status) &&
    wanted('category', template.category) &&
    wanted('language', template.language)
  );
}

function templateShape(deps: GraphDeps, template: Template): NodeShape {
  return {
    type: 'WhatsAppMessageTemplate',
    defaults: ['name', 'parameter_format', 'components', 'language', 'status', 'category', 'id'],
    fields: {
      id: () => template.id,
      name: () => template.name,
      language: () => template.language,
      category: () => template.category,
      sub_category: () => undefined,
      status: () => template.status,
      components: () => template.components,
      parameter_format: () => template.parameter_format,
      quality_score: () => template.quality_score,
      rejected_reason: () => template.rejected_reason,
      previous_category: () => template.previous_category,
      correct_category: () => undefined,
      message_send_ttl_seconds: () => undefined,
      health_status: () => templateHealth(deps, template),
    },
  };
}
