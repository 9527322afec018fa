import { defineTexts } from '../i18n/catalogue.js';

export const sessionTexts = defineTexts({
  aboutYou: { en: 'This page is about you.', id: 'Halaman ini tentang Anda.' },
  email: { en: 'E-mail address', id: 'Alamat email' },
  haveAccount: { en: 'I have an account', id: 'Saya sudah punya akun' },
  name: { en: 'Your name', id: 'Nama Anda' },
  noAccount: { en: 'I have no account yet', id: 'Saya belum punya akun' },
  password: { en: 'Password', id: 'Kata sandi' },
  passwordHint: {
    en: 'At least 8 characters; a few words are best.',
    id: 'Minimal 8 karakter; beberapa kata paling baik.',
  },
  role: { en: 'I want to', id: 'Saya ingin' },
  roleAttendee: { en: 'Book seats', id: 'Memesan kursi' },
  roleOrganizer: { en: 'Sell seats', id: 'Menjual kursi' },
  sessionOver: { en: 'Please sign in again', id: 'Silakan masuk lagi' },
  sessionOverWhy: {
    en: 'Your session has ended. Nothing on the page is lost, and it goes on where you were.',
    id: 'Sesi Anda telah berakhir. Tidak ada yang hilang dari halaman ini, dan dilanjutkan dari tempat Anda tadi.',
  },
  signIn: { en: 'Sign in', id: 'Masuk' },
  signInFirst: { en: 'Sign in to go on', id: 'Masuk untuk melanjutkan' },
  signInFirstWhy: {
    en: 'What you have chosen is kept meanwhile.',
    id: 'Pilihan Anda tetap tersimpan.',
  },
  signInLead: { en: 'Welcome back.', id: 'Selamat datang kembali.' },
  signUp: { en: 'Create account', id: 'Buat akun' },
  signUpLead: {
    en: 'One minute, and the next seat can be yours.',
    id: 'Satu menit, dan kursi berikutnya bisa jadi milik Anda.',
  },
});
