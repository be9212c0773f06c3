using System.Text;
using NUnit.Framework;
using RnnGen.Tools.Tests.Cli;
using RnnGen.Training;
using TorchSharp;

namespace RnnGen.Tools.Tests;

/// <summary>TorchSharp's writer for TensorBoard as the oracle of ours.</summary>
public class TrainingLogTests
{
    [Test]
    public void Writes_the_records_that_TorchSharp_writes()
    {
        using var folder = new TemporaryFolder();
        using (var log = new TrainingLog(folder.File("ours")))
        {
            log.AddValidation(300, 2.5);
        }

        torch.utils.tensorboard.SummaryWriter(folder.File("theirs")).add_scalar("loss/validation", 2.5f, 300);
        Assert.That(Records(folder.File("ours"))[1], Is.EqualTo(Records(folder.File("theirs"))[^1]));
    }

    /// <summary>
    /// Gets each record behind its clock, and checks the sums that stand before and after it.
    /// </summary>
    private static List<string> Records(string folder)
    {
        using var reader = new BinaryReader(File.OpenRead(Directory.GetFiles(folder).Single()));
        var records = new List<string>();
        while (reader.BaseStream.Position < reader.BaseStream.Length)
        {
            var header = reader.ReadBytes(8);
            Assert.That(TrainingLog.Checksum(header), Is.EqualTo(reader.ReadUInt32()));
            var record = reader.ReadBytes((int)BitConverter.ToInt64(header));
            Assert.That(TrainingLog.Checksum(record), Is.EqualTo(reader.ReadUInt32()));
            const int Clock = 9;
            records.Add(Encoding.Latin1.GetString(record, Clock, record.Length - Clock));
        }

        return records;
    }
}
