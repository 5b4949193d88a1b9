process.stdout.write('trustlist\n')
