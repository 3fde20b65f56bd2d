import type { Template } from '../world/templates.ts';
import type { Json } from './graph-answer.ts';
import type { GraphDeps } from './graph-deps.ts';

/** `health_status` (facts §5.7.1): what would stop a message, part by part. */
export function numberHealth(deps: GraphDeps): Json {
  return health([numberEntity(deps), ...accountEntities(deps)]);
}

export function accountHealth(deps: GraphDeps): Json {
  return health(accountEntities(deps));
}

export function templateHealth(deps: GraphDeps, template: Template): Json {
  return health([templateEntity(template), ...accountEntities(deps)]);
}

type Entity = Json & { readonly can_send_message: 'AVAILABLE' | 'LIMITED' | 'BLOCKED' };

/** Codes of this field are a series of their own; only this one is documented. */
const TEMPLATE_NOT_APPROVED = 141002;
const NOT_REGISTERED = 133010;

function numberEntity({ account, connection }: GraphDeps): Entity {
  const entity = { entity_type: 'PHONE_NUMBER', id: account.phoneNumberId };
  if (connection.isConnected) return { ...entity, can_send_message: 'AVAILABLE' };
  return {
    ...entity,
    can_send_message: 'BLOCKED',
    errors: [
      {
        error_code: NOT_REGISTERED,
        error_description: 'The number is not connected to the WhatsApp Business Platform.',
        possible_solution: 'Go through the sign-up again.',
      },
    ],
  };
}

function templateEntity(template: Template): Entity {
  const entity = { entity_type: 'MESSAGE_TEMPLATE', id: template.id };
  if (template.status === 'APPROVED') return { ...entity, can_send_message: 'AVAILABLE' };
  return {
    ...entity,
    can_send_message: 'BLOCKED',
    errors: [
      {
        error_code: TEMPLATE_NOT_APPROVED,
        error_description: 'The template is not approved.',
        possible_solution: 'Wait for the review, or use another template.',
      },
    ],
  };
}

function accountEntities({ account, app }: GraphDeps): readonly Entity[] {
  return [
    { entity_type: 'WABA', id: account.wabaId, can_send_message: 'AVAILABLE' },
    { entity_type: 'APP', id: app.id, can_send_message: 'AVAILABLE' },
  ];
}

function health(entities: readonly Entity[]): Json {
  const isBlocked = entities.some(({ can_send_message: verdict }) => verdict === 'BLOCKED');
  return { can_send_message: isBlocked ? 'BLOCKED' : 'AVAILABLE', entities };
}
