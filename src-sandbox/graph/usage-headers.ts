import type { GraphDeps } from './graph-deps.ts';

/** How much of the hour's calls is used, as percentages (facts §5.10). One app has one account here, so both agree. */
export function usageHeaders({ account, managementRate }: GraphDeps): Readonly<Record<string, string>> {
  const used = managementRate.usedPercent();
  const app = { call_count: used, total_cputime: 0, total_time: 0 };
  const regain = used < 100 ? 0 : managementRate.minutesToRegain();
  const business = { [account.wabaId]: [{ type: 'whatsapp', ...app, estimated_time_to_regain_access: regain }] };
  return { 'X-App-Usage': JSON.stringify(app), 'X-Business-Use-Case-Usage': JSON.stringify(business) };
}
