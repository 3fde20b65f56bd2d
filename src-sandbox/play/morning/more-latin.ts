import { ago, owner, reacts, says, type PlayCustomer } from '../script.ts';

/** Turkish, Indonesian and Vietnamese. */
export const moreLatin: readonly PlayCustomer[] = [
  {
    phone: '905321234567',
    name: 'Işıl Çağlayan',
    backlog: [
      ago(1175, says('Merhaba, iade için fişi saklamam gerekiyor mu?')),
      ago(1169, owner('Merhaba Işıl Hanım, fiş yoksa sipariş numarası da yeter.')),
      ago(33, says('Sipariş numaram 10429. Çaydanlık biraz küçük geldi.')),
    ],
    exchanges: [
      [says('Büyüğüyle değiştirmek mümkün mü?')],
      [says('Bizde misafir hiç eksik olmaz.'), says('Dün akşam dört misafir bekliyorduk, on bir kişi geldi.')],
      [says('Farkı mağazada ödeyebilir miyim?')],
      [says('Yarın öğleden sonra uğrarım.')],
      [says('Kutusu biraz yırtıldı, kedi sevdi. Sorun olur mu?')],
    ],
    answers: ['Teşekkür ederim, iyi çalışmalar.', 'Çok naziksiniz.', 'Görüşmek üzere 🌷'],
  },
  {
    phone: '905331112233',
    name: 'Mehmet Öztürk',
    backlog: [],
    from: 0.62,
    exchanges: [
      [says('Selamlar, kahve değirmeni elektrikli mi, kollu mu?')],
      [says('Kollu olsun. Sabah sporu niyetine.')],
      [says('Öğütme ayarı var mı? Türk kahvesi için çok ince lazım.')],
      [says('Tamam, bir tane ayırın lütfen.')],
      [says('Hatta iki. Biri kayınpedere.'), says('Onunki biraz zor dönsün 😄')],
    ],
    answers: ['Eyvallah, sağ olun.', 'Anlaştık.', 'Kolay gelsin.'],
  },
  {
    phone: '6281234567890',
    name: 'Siti Rahmawati',
    backlog: [
      ago(142, says('Selamat pagi kak, rak piring bambu masih ada?')),
      ago(139, owner('Pagi, Kak Siti! Masih ada tiga.')),
      ago(136, says('Saya ambil satu ya kak 🙏')),
    ],
    exchanges: [
      [reacts('🙏'), says('Kak, bisa COD?')],
      [says('Alamatnya sama seperti kemarin.'), says('Rumah pagar kuning, depan warung bakso.')],
      [says('Kalau belum jelas, tanya saja tukang baksonya. Dia kenal semua orang.')],
      [says('Kurirnya sudah jalan belum ya?')],
      [says('Sudah sampai kak, bagus banget! ⭐⭐⭐⭐⭐')],
    ],
    answers: ['Siap kak, terima kasih!', 'Oke ditunggu ya.', 'Makasih banyak 😊'],
  },
  {
    phone: '6281398765432',
    name: 'Budi Santoso',
    backlog: [],
    from: 0.7,
    exchanges: [
      [says('Permisi, garansi blender berapa lama?')],
      [says('Punya saya bunyinya seperti helikopter.'), says('Tapi tidak terbang.')],
      [says('Saya kirim ke toko atau ada yang jemput?')],
      [says('Nomor pesanannya 10377.')],
      [says('Baik, saya antar sendiri hari Sabtu.')],
    ],
    answers: ['Terima kasih infonya.', 'Baik, Pak.', 'Mantap 👍'],
  },
  {
    phone: '84912345678',
    name: 'Nguyễn Thị Hồng Nhung',
    backlog: [
      ago(455, says('Chào shop, bộ ấm trà gốm còn màu xanh ngọc không ạ?')),
      ago(452, says('Mình cần hai bộ để làm quà biếu.')),
    ],
    exchanges: [
      [says('Shop ơi, có gói quà giúp mình không?')],
      [says('Một bộ tặng mẹ, một bộ tặng mẹ chồng.'), says('Phải giống hệt nhau nhé, không là mình khổ 😅')],
      [says('Phí giao về Đà Nẵng là bao nhiêu ạ?')],
      [says('Mình chuyển khoản rồi nhé.')],
      [says('Shop nhận được chưa ạ?')],
    ],
    answers: ['Cảm ơn shop nhiều ạ!', 'Dạ vâng.', 'Shop dễ thương quá 💕'],
  },
];
