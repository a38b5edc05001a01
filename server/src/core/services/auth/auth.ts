import type { Service } from '../service.ts'

export const auth: Service = {
  id: 'auth',
  title: 'Authentication',
  real: 'real tokens and passwords, signed and verified with test keys',
  evidence: {
    python: {
      modules: [
        'jwt', 'jose', 'authlib', 'oauthlib', 'requests_oauthlib', 'python_jose', 'passlib', 'bcrypt', 'argon2', 'itsdangerous', 'fastapi.security',
        'starlette.authentication', 'django.contrib.auth', 'rest_framework_simplejwt', 'flask_login', 'flask_jwt_extended', 'firebase_admin.auth', 'keycloak',
        'msal', 'google.oauth2', 'google.auth', 'okta', 'auth0', 'ldap3', 'pyotp', 'saml2', 'onelogin', 'workos', 'descope', 'clerk_backend_api',
        'authlib.integrations', 'google.auth.default', 'azure.identity', 'hvac', 'keyring', 'google_auth_oauthlib', 'social_core', 'social_django', 'allauth',
        'flask_security', 'fastapi_users', 'joserfc', 'jwcrypto', 'webauthn', 'fido2', 'gssapi', 'kerberos', 'pam', 'ldap', 'azure.keyvault',
        'google.cloud.secretmanager', 'keystoneauth1', 'keystoneclient', 'botocore.credentials', 'google_auth_httplib2', 'oauth2client', 'pyrad',
      ],
      names: [
        'OAuth2PasswordBearer', 'HTTPBearer', 'HTTPAuthorizationCredentials', 'OAuth2Session', 'JWTBearer', 'AuthService', 'AuthManager', 'TokenManager',
        'AnonymousUser', 'DefaultAzureCredential', 'ManagedIdentityCredential', 'get_decoded_token', 'decode_jwt', 'PyJWTError', 'ExpiredSignatureError', 'KeycloakAdmin', 'CryptContext', 'get_current_user', 'verify_token', 'decode_token',
      ],
      members: [
        'verify_token', 'decode_token', 'create_access_token', 'get_current_user', 'validate_token', 'verify_password', 'get_password_hash', 'fetch_token',
        'is_authenticated', 'has_permission', 'login_required', 'verify_id_token',
      ],
      weakMembers: [
        'decode', 'encode', 'login', 'logout', 'verify', 'user', 'current_user', 'token', 'permissions', 'get_user', 'get_token', 'authenticate', 'introspect', 'refresh_token',
      ],
      words: ['auth', 'jwt', 'oauth', 'oauth2', 'oidc', 'openid', 'sso', 'keycloak', 'ldap', 'authenticator', 'saml', 'accesstoken', 'idtoken', 'identitytoken', 'bearertoken', 'authtoken', 'refreshtoken', 'sociallogin'],
      heads: ['credentials', 'credential', 'login'],
      hints: ['user', 'token', 'provider'],
    },
    ecmascript: {
      modules: [
        'jsonwebtoken', 'jose', 'passport', 'passport-jwt', 'next-auth', '@auth/core', '@clerk/nextjs', '@clerk/clerk-sdk-node', '@auth0/nextjs-auth0',
        '@auth0/auth0-react', 'auth0', 'firebase-admin/auth', 'firebase/auth', '@supabase/auth-helpers-nextjs', '@nestjs/jwt', '@nestjs/passport',
        'express-jwt', 'jwks-rsa', 'openid-client', 'oidc-client-ts', 'bcrypt', 'argon2', 'keycloak-connect', '@okta/okta-auth-js', 'aws-amplify',
        '@aws-sdk/client-cognito-identity-provider', '@clerk', 'better-auth', 'lucia', 'expo-auth-session', '@workos-inc/node', '@auth0', 'oidc-provider',
        'google-auth-library', '@azure/identity', 'jws', 'oauth', 'simple-oauth2', '@octokit/auth-app', '@octokit/auth-token', '@octokit/auth-oauth-app',
        'keytar', 'bcryptjs', 'otplib', 'speakeasy', '@simplewebauthn', 'iron-session', 'express-session', 'cookie-session', '@azure/msal-node',
        '@azure/msal-browser', '@azure/msal-react', 'amazon-cognito-identity-js', '@okta', 'node-vault', '@supabase/ssr', '@casl/ability',
        'express-oauth2-jwt-bearer', 'ldapjs', 'react-oidc-context', '@react-oauth/google',
      ],
      names: ['JwtService', 'AuthGuard', 'AuthService', 'useSession', 'useAuth', 'getServerSession', 'JwtPayload'],
      members: ['verifyIdToken', 'signIn', 'signOut', 'getServerSession', 'canActivate', 'verifyAsync', 'currentUser', 'onAuthStateChanged', 'compareSync'],
      weakMembers: ['verify', 'sign', 'decode', 'login', 'user', 'session', 'token', 'getToken', 'getSession'],
      words: ['auth', 'jwt', 'jwtservice', 'authservice', 'oauth', 'oidc', 'sso', 'keycloak', 'accesstoken', 'idtoken', 'identitytoken', 'bearertoken', 'authtoken', 'refreshtoken'],
      heads: ['credentials', 'login'],
      hints: ['user', 'token', 'provider'],
    },
  },
  rewrites: {},
}
