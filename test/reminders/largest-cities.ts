/**
 * The 200 largest cities by the population in `city-timezones` 1.3.4: its country and name, `>` the usual English name
 * if that is another, and after `=` the city's own spelling. The names were checked by hand. The zones come from the
 * package.
 */
export const LARGEST_CITIES = `
JP Tokyo = 東京
IN Mumbai = मुंबई
MX Mexico City = Ciudad de México
CN Shanghai = 上海
BR Sao Paulo = São Paulo
US New York
PK Karachi = کراچی
AR Buenos Aires
IN Delhi = दिल्ली
RU Moscow = Москва
TR Istanbul = İstanbul
BD Dhaka = ঢাকা
EG Cairo = القاهرة
KR Seoul = 서울
IN Kolkata = কলকাতা
CN Beijing = 北京
ID Jakarta
US Los Angeles
GB London
IR Tehran = تهران
PE Lima
PH Manila = Maynila
CO Bogota = Bogotá
JP Osaka = 大阪
BR Rio de Janeiro
CD Kinshasa
PK Lahore = لاہور
CN Guangzhou = 广州
IN Bengaluru = ಬೆಂಗಳೂರು
US Chicago
TH Bangkok = กรุงเทพมหานคร
HK Hong Kong = 香港
IN Chennai = சென்னை
CN Wuhan = 武汉
CN Tianjin = 天津
AU Sydney
CN Chongqing = 重庆
IQ Baghdad = بغداد
IN Hyderabad = హైదరాబాద్
FR Paris
AU Melbourne
TW Taipei = 臺北
NG Lagos
CA Toronto
IN Ahmedabad = અમદાવાદ
CN Dongguan = 东莞
VN Ho Chi Minh City = Thành phố Hồ Chí Minh
SA Riyadh = الرياض
CN Shenzhen = 深圳
SG Singapore = 新加坡
BD Chittagong = চট্টগ্রাম
CN Shenyeng > Shenyang = 沈阳
US Houston
CN Chengdu = 成都
RU St. Petersburg = Санкт-Петербург
EG Alexandria = الإسكندرية
BR Belo Horizonte
IN Pune = पुणे
JP Yokohama = 横浜
MM Rangoon > Yangon = ရန်ကုန်
CN Xian > Xi'an = 西安
AO Luanda
TR Ankara
US Philadelphia
CI Abidjan
KR Busan = 부산
CN Harbin = 哈尔滨
CN Nanjing = 南京
IN Surat = સુરત
SD Khartoum = الخرطوم
CN Hechi = 河池
ES Barcelona
DE Berlin
MA Casablanca = الدار البيضاء
AF Kabul = کابل
NG Kano
BR Brasilia = Brasília
BR Salvador
CA Montréal > Montreal = Montréal
US Dallas
IN Kanpur = कानपुर
US Miami
BR Fortaleza
SA Jeddah = جدة
IN Haora > Howrah = হাওড়া
ET Addis Ababa = አዲስ አበባ
MX Guadalajara
VN Hanoi = Hà Nội
KP Pyongyang = 평양
CL Santiago = Santiago de Chile
KE Nairobi
CN Changchun = 长春
ZA Cape Town = Kaapstad
TW New Taipei = 新北
CN Taiyuan = 太原
IN Jaipur = जयपुर
TZ Dar es Salaam
ES Madrid
PH Quezon City
ZA Johannesburg
ZA Durban = eThekwini
JP Nagoya = 名古屋
EG El Giza > Giza = الجيزة
DZ Algiers = الجزائر
CO Medellin = Medellín
BR Porto Alegre
ID Surabaya
CN Dalian = 大连
IN Lucknow = लखनऊ
BR Recife
PK Faisalabad = فیصل آباد
KR Incheon = 인천
SN Dakar
US Boston
US Detroit
SY Damascus = دمشق
US Atlanta
KR Daegu = 대구
TR Izmir = İzmir
US Washington, D.C.
CN Hangzhou = 杭州
US Phoenix
CN Zhangzhou = 漳州
CN Jinan = 济南
MX Monterrey
CN Guiyang = 贵阳
VE Caracas
IN Nagpur = नागपूर
CN Changsha = 长沙
CN Zhengzhou = 郑州
IR Mashhad = مشهد
BR Curitiba
SD Omdurman = أم درمان
CN Lanzhou = 兰州
CN Qingdao = 青岛
EC Guayaquil
NG Ibadan
CO Cali
CN Shijianzhuang > Shijiazhuang = 石家庄
JP Sapporo = 札幌
UA Kyiv = Київ
CN Xiangtan = 湘潭
CN Nanchong = 南充
SY Aleppo = حلب
TW Kaohsiung = 高雄
CN Jilin = 吉林
IT Milan = Milano
CN Nanchang = 南昌
JP Fukuoka = 福岡
US San Francisco
CU Havana = La Habana
UZ Tashkent = Toshkent
AT Vienna = Wien
ID Bandung
GH Accra
AZ Baku = Bakı
GR Athens = Αθήνα
CN Kunming = 昆明
CN Suzhou = 苏州
ID Bekasi
US San Diego
ID Medan
IN Indore = इंदौर
US Denver
YE Sanaa = صنعاء
BR Campinas
CN Fuzhou = 福州
IN Patna = पटना
CN Zibo = 淄博
PK Saidu > Saidu Sharif
BO Santa Cruz = Santa Cruz de la Sierra
RO Bucharest = București
TW Taichung = 臺中
CN Urumqi = 乌鲁木齐
US Seattle
PK Rawalpindi = راولپنڈی
ZA Benoni
MX Puebla
BR Belem = Belém
DE Frankfurt = Frankfurt am Main
LB Beirut = بيروت
DE Stuttgart
CN Shuyang = 沭阳
VE Maracaibo
DE Hamburg
IL Tel Aviv-Yafo > Tel Aviv = תל אביב
CN Tangshan = 唐山
CN Hefei = 合肥
PL Warsaw = Warszawa
BY Minsk = Мінск
IT Rome = Roma
MA Rabat = الرباط
CN Wanzhou = 万州
HU Budapest
PT Lisbon = Lisboa
IN Bhopal = भोपाल
CN Xuzhou = 徐州
JP Sendai = 仙台
BR Manaus
GB Birmingham
`;
