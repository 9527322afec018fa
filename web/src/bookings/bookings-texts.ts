import { defineTexts } from '../i18n/catalogue.js';

/** Texts of bookings that somebody has. */
export const bookingsTexts = defineTexts({
  accept: {
    en: '{count, plural, one {Take the seat} other {Take the # seats}}',
    id: '{count, plural, other {Ambil # kursi}}',
  },
  addToCalendar: { en: 'Add to calendar', id: 'Tambahkan ke kalender' },
  all: { en: 'All my bookings', id: 'Semua pemesanan saya' },
  cancel: { en: 'Cancel booking', id: 'Batalkan pemesanan' },
  cancelQuestion: { en: 'Cancel this booking?', id: 'Batalkan pemesanan ini?' },
  cancelWhy: {
    en: '{count, plural, one {Your seat goes to whoever waits for it, at once. This cannot be undone.} other {Your # seats go to whoever waits for them, at once. This cannot be undone.}}',
    id: '{count, plural, other {# kursi Anda langsung diberikan kepada yang menunggu. Ini tidak bisa diurungkan.}}',
  },
  cancelled: { en: 'Cancelled', id: 'Dibatalkan' },
  confirm: {
    en: '{count, plural, one {Confirm # seat} other {Confirm # seats}}',
    id: '{count, plural, other {Konfirmasi # kursi}}',
  },
  confirmed: { en: 'Confirmed', id: 'Dikonfirmasi' },
  decline: { en: 'No, thank you', id: 'Tidak, terima kasih' },
  current: { en: 'Yours', id: 'Milik Anda' },
  earlier: { en: 'Earlier', id: 'Sebelumnya' },
  expired: { en: 'Expired', id: 'Kedaluwarsa' },
  gone: { en: 'This booking is cancelled.', id: 'Pemesanan ini sudah dibatalkan.' },
  held: {
    en: '{count, plural, one {# seat is held for you} other {# seats are held for you}}',
    id: '{count, plural, other {# kursi ditahan untuk Anda}}',
  },
  holding: { en: 'On hold', id: 'Ditahan' },
  keep: { en: 'Keep it', id: 'Pertahankan' },
  lapsed: {
    en: 'The time to confirm was up, and the seats are free again.',
    id: 'Waktu konfirmasi habis, dan kursinya kembali tersedia.',
  },
  lead: { en: 'Show the code at the door.', id: 'Tunjukkan kodenya di pintu masuk.' },
  letGo: { en: 'Let go', id: 'Lepaskan' },
  none: { en: 'No bookings yet', id: 'Belum ada pemesanan' },
  noneWhy: {
    en: 'What you book appears here, with its reference.',
    id: 'Yang Anda pesan muncul di sini, dengan referensinya.',
  },
  offered: {
    en: '{count, plural, one {A seat came free for you} other {# seats came free for you}}',
    id: '{count, plural, other {# kursi kosong untuk Anda}}',
  },
  place: { en: 'Place', id: 'Tempat' },
  print: { en: 'Print', id: 'Cetak' },
  qr: { en: 'QR code of {reference}', id: 'Kode QR {reference}' },
  reference: { en: 'Reference', id: 'Referensi' },
  seats: { en: 'Seats', id: 'Kursi' },
  seatCount: {
    en: '{count, plural, one {# seat} other {# seats}}',
    id: '{count, plural, other {# kursi}}',
  },
  title: { en: 'My bookings', id: 'Pemesanan saya' },
  toConfirm: { en: 'left to confirm', id: 'tersisa untuk konfirmasi' },
  toEvent: { en: 'To the event', id: 'Ke acara' },
  toEvents: { en: 'See all events', id: 'Lihat semua acara' },
  when: { en: 'When', id: 'Waktu' },
  yours: { en: 'Your booking', id: 'Pemesanan Anda' },
});
