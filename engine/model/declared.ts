import type { PortalDeclaration } from './declaration.ts';
import type { DesiredRequest, ResourceKind } from './provider.ts';
import type { DesiredResource } from './resource.ts';

/** One kind of one portal with everything that the manifests want of it, normalized, each address at most once. */
export interface DeclaredKind {
  readonly portal: PortalDeclaration;
  readonly kind: ResourceKind;
  readonly resources: readonly DesiredResource[];
  readonly requests: readonly DesiredRequest[];
}
