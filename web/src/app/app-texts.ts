import { defineTexts } from '../i18n/catalogue.js';

/** Texts of the frame around every page. */
export const appTexts = defineTexts({
  account: { en: 'Account', id: 'Akun' },
  apiDocs: { en: 'API', id: 'API' },
  bookings: { en: 'My bookings', id: 'Pemesanan saya' },
  dark: { en: 'Dark', id: 'Gelap' },
  events: { en: 'Events', id: 'Acara' },
  footer: { en: 'Nobody is turned away while a seat is free.', id: 'Tak seorang pun ditolak selama masih ada kursi.' },
  home: { en: 'Rowlock, to the events', id: 'Rowlock, ke daftar acara' },
  language: { en: 'Language', id: 'Bahasa' },
  light: { en: 'Light', id: 'Terang' },
  lost: { en: 'Off course', id: 'Salah arah' },
  lostWhy: {
    en: 'There is no page at this address. It may have been moved, or mistyped.',
    id: 'Tidak ada halaman di alamat ini. Mungkin sudah dipindah, atau salah ketik.',
  },
  mainNavigation: { en: 'Main', id: 'Utama' },
  myEvents: { en: 'My events', id: 'Acara saya' },
  menu: { en: 'Menu', id: 'Menu' },
  newSignIn: { en: 'Your session has ended', id: 'Sesi Anda telah berakhir' },
  signIn: { en: 'Sign in', id: 'Masuk' },
  signOut: { en: 'Sign out', id: 'Keluar' },
  signOutEverywhere: { en: 'Sign out on all devices', id: 'Keluar dari semua perangkat' },
  signUp: { en: 'Create account', id: 'Buat akun' },
  signedOut: { en: 'You are signed out.', id: 'Anda sudah keluar.' },
  skip: { en: 'Skip to content', id: 'Langsung ke isi' },
  system: { en: 'Device', id: 'Perangkat' },
  theme: { en: 'Theme', id: 'Tema' },
  toEvents: { en: 'See all events', id: 'Lihat semua acara' },
  waitlists: { en: 'My waitlists', id: 'Daftar tunggu saya' },
});
