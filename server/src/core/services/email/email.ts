import type { Service } from '../service.ts'

export const email: Service = {
  id: 'email',
  title: 'E-mail',
  real: 'a real SMTP server on loopback',
  evidence: {
    python: {
      modules: [
        'smtplib', 'aiosmtplib', 'django.core.mail', 'flask_mail', 'fastapi_mail', 'sendgrid', 'mailgun', 'postmarker', 'mailjet_rest', 'boto3.ses',
        'imaplib', 'imap_tools', 'poplib', 'twilio.rest', 'plivo', 'vonage', 'messagebird', 'africastalking', 'mailchimp_marketing', 'mailtrap', 'resend',
        'yagmail', 'email.mime', 'email.message', 'flask_mailman', 'sib_api_v3_sdk', 'brevo_python', 'mailersend', 'imapclient', 'exchangelib', 'aioimaplib',
        'mailchimp_transactional', 'aiosmtpd', 'smtpd', 'postmark', 'django_ses', 'pyfcm', 'apns2', 'firebase_admin.messaging', 'pywebpush', 'onesignal',
      ],
      names: ['SMTP', 'SMTP_SSL', 'EmailMessage', 'EmailMultiAlternatives', 'FastMail', 'SendGridAPIClient', 'send_mail', 'send_email', 'sendmail'],
      members: ['sendmail', 'starttls', 'send_mail', 'send_email', 'mail_admins', 'outbox'],
      weakMembers: ['send', 'login', 'quit', 'connect'],
      words: ['smtp', 'imap', 'mailer', 'sendgrid', 'mailgun', 'sms', 'mailjet', 'mailchimp', 'mailtrap', 'postmark', 'twilio', 'vonage', 'telnyx', 'plivo'],
      heads: ['email', 'mail', 'emails'],
      hints: ['client', 'server'],
    },
    ecmascript: {
      modules: [
        'nodemailer', '@sendgrid/mail', 'mailgun.js', 'postmark', '@aws-sdk/client-ses', '@aws-sdk/client-sesv2', 'resend', '@nestjs-modules/mailer',
        'imapflow', 'twilio', 'plivo', 'africastalking', 'messagebird', '@vonage', 'nexmo', 'telnyx', 'mailtrap', '@mailchimp', 'node-mailjet', 'mailersend',
        '@emailjs', 'emailjs', '@azure/communication-email', '@plunk/node', 'expo-server-sdk', 'firebase-admin/messaging', '@react-email', 'mailparser',
        '@getbrevo/brevo', 'sib-api-v3-sdk', 'web-push', 'apn', 'smtp-server', 'node-imap', '@novu/node', 'onesignal-node',
      ],
      names: ['Transporter', 'MailService', 'MailerService', 'SESClient', 'Resend', 'sendMail', 'sendEmail'],
      members: ['sendMail', 'createTransport', 'setApiKey'],
      weakMembers: [],
      words: ['smtp', 'mailer', 'sendgrid', 'mailgun', 'sms', 'nodemailer', 'emailjs', 'mailtrap', 'mailchimp', 'mailjet', 'mailersend', 'postmark', 'twilio', 'vonage', 'telnyx', 'plivo'],
      heads: ['email', 'mail'],
      hints: ['client', 'server'],
    },
  },
  rewrites: {},
}
