/**
 * What whoever manages a pool's users does: each action is about users and groups, and none changes the pool, its clients or who may
 * sign in with what. Named one by one, since `cognito-idp:Admin*` grants whatever is added to it.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncognitouserpools.html (actions assumed as of 2025)
 */
export const ADMINISTRATION_ACTIONS = [
  "cognito-idp:AdminAddUserToGroup",
  "cognito-idp:AdminConfirmSignUp",
  "cognito-idp:AdminCreateUser",
  "cognito-idp:AdminDeleteUser",
  "cognito-idp:AdminDeleteUserAttributes",
  "cognito-idp:AdminDisableUser",
  "cognito-idp:AdminEnableUser",
  "cognito-idp:AdminGetUser",
  "cognito-idp:AdminInitiateAuth",
  "cognito-idp:AdminListGroupsForUser",
  "cognito-idp:AdminRemoveUserFromGroup",
  "cognito-idp:AdminResetUserPassword",
  "cognito-idp:AdminRespondToAuthChallenge",
  "cognito-idp:AdminSetUserMFAPreference",
  "cognito-idp:AdminSetUserPassword",
  "cognito-idp:AdminUpdateUserAttributes",
  "cognito-idp:AdminUserGlobalSignOut",
  "cognito-idp:GetGroup",
  "cognito-idp:ListGroups",
  "cognito-idp:ListUsers",
  "cognito-idp:ListUsersInGroup",
] as const;
