export const coreUser = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const enterpriseUser = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
export const ciscoUser = 'urn:scim:schemas:extension:cisco:webexidentity:2.0:User';
export const listResponse = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';
export const patchOp = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
